import { hasRole } from '#kernel/access'
import { notFound } from '#kernel/errors'
import { pick } from '#kernel/text'
import type { PlainDate, Zone } from '#kernel/time'
import {
  action,
  bothIn,
  type FormState,
  type FormValues,
  form,
  type Route,
  type Sheet,
  type Visit,
} from '#platform/http'
import { BilingualField, Button, DateTimeInput, Form, Group, PageHead, TextInput, ZoneSelect } from '#ui'
import { changeFestival, openFestival, removeFestival } from '../../commands/festival.ts'
import type { Festival } from '../../model.ts'
import { listFestivalsDesk } from '../../queries.ts'
import { crumbs } from '../console.tsx'

const host = hasRole('administrator', 'organiser')
const spareRows = 3

const editionOf = async (visit: Visit) => {
  const { edition, festivals } = await visit.use.ask(listFestivalsDesk, {
    edition: visit.params.edition ?? '',
  })
  if (!edition) throw notFound()
  return { edition, festivals }
}

const festivalOf = async (visit: Visit) => {
  const { edition, festivals } = await editionOf(visit)
  const festival = festivals.find(({ slug }) => slug === visit.params.festival)
  if (!festival) throw notFound()
  return { edition, festival }
}

// The schema of the command refuses what is no day and no zone, with all else that is wrong.
const factsIn = (values: FormValues) => ({
  name: bothIn(values, 'name'),
  area: bothIn(values, 'area'),
  zone: values.text('zone') as Zone,
  startsOn: values.text('startsOn') as PlainDate,
  endsOn: values.text('endsOn') as PlainDate,
  streams: values
    .all('stream')
    .map((key, index) => ({ key, name: bothIn(values, `stream.${index}`) }))
    .filter(({ name }) => name.en !== '' || name.zh !== ''),
  criteria: bothIn(values, 'criteria'),
})

/** Streams in both languages; a few empty rows stand ready, and more after saving. */
function Streams({ visit, of, festival }: { visit: Visit; of: FormState; festival: Festival | null }) {
  const { say } = visit
  const sent = of.values('stream')
  const kept = festival?.streams ?? []
  const rows = of.sent ? Math.max(sent.length, 1) : kept.length + spareRows
  return (
    <Group
      of={of}
      name="streams"
      id="f-streams"
      label={say('events.streams')}
      hint={say('events.streams_hint')}
      required
    >
      {Array.from({ length: rows }, (_none, index) => (
        <div key={index}>
          <input
            type="hidden"
            name="stream"
            value={of.sent ? (sent[index] ?? '') : (kept[index]?.key ?? '')}
          />
          <BilingualField
            of={of}
            name={`stream.${index}`}
            label={say('events.stream_number', { number: index + 1 })}
            hideLabel
            maxlength={120}
            value={kept[index]?.name}
          />
        </div>
      ))}
    </Group>
  )
}

type Edition = Awaited<ReturnType<typeof editionOf>>['edition']

function sheet(visit: Visit, edition: Edition, state: FormState, festival: Festival | null): Sheet {
  const { say, href, locale } = visit
  const title = festival ? pick(festival.name, locale).value : say('events.new_festival')
  const base = `/console/editions/${edition.slug}/festivals`
  return {
    title,
    shell: 'console',
    current: '/console/festivals',
    body: (
      <>
        <PageHead
          kicker={pick(edition.name, locale).value}
          title={title}
          lead={say('events.festival_lead')}
          crumbs={crumbs(
            visit,
            { label: say('events.festivals'), href: href(`/console/festivals?edition=${edition.slug}`) },
            { label: title },
          )}
          actions={
            festival && (
              <Form inline action={href(`${base}/${festival.slug}/remove`)}>
                <Button tone="quiet">{say('events.remove_festival')}</Button>
              </Form>
            )
          }
        />
        <Form action={href(`${base}/${festival?.slug ?? 'new'}`)} of={state} send={say('events.save')}>
          <BilingualField
            of={state}
            name="name"
            label={say('events.festival_name')}
            required
            value={festival?.name}
          />
          {festival === null && (
            <TextInput
              of={state}
              name="slug"
              size="medium"
              label={say('events.field_slug_label')}
              hint={say('events.field_slug_hint')}
              required
            />
          )}
          <BilingualField
            of={state}
            name="area"
            label={say('events.area')}
            hint={say('events.area_hint')}
            required
            value={festival?.area}
          />
          <ZoneSelect
            visit={visit}
            of={state}
            name="zone"
            label={say('events.field_zone_label')}
            hint={say('events.festival_zone_hint')}
            required
            value={festival?.zone}
          />
          {(['startsOn', 'endsOn'] as const).map((name) => (
            <DateTimeInput
              key={name}
              of={state}
              kind="date"
              name={name}
              label={say(name === 'startsOn' ? 'events.first_day' : 'events.last_day')}
              required
              value={festival?.[name] ?? ''}
            />
          ))}
          <Streams visit={visit} of={state} festival={festival} />
          <BilingualField
            of={state}
            name="criteria"
            label={say('events.criteria')}
            hint={say('events.criteria_hint')}
            rows={5}
            required
            value={festival?.criteria}
          />
        </Form>
      </>
    ),
  }
}

export const newFestivalPage: Route = form({
  path: '/console/editions/:edition/festivals/new',
  who: host,
  load: editionOf,
  view: (visit, { edition }, state) => sheet(visit, edition, state, null),
  submit: async (visit, values, { edition }) => {
    await visit.use.run(openFestival, {
      editionId: edition.id,
      slug: values.text('slug'),
      ...factsIn(values),
    })
    return { to: `/console/festivals?edition=${edition.slug}`, told: 'events.told_festival' }
  },
})

export const editFestivalPage: Route = form({
  path: '/console/editions/:edition/festivals/:festival',
  who: host,
  load: festivalOf,
  view: (visit, { edition, festival }, state) => sheet(visit, edition, state, festival),
  submit: async (visit, values, { edition, festival }) => {
    await visit.use.run(changeFestival, { festivalId: festival.id, ...factsIn(values) })
    return { to: `/console/festivals?edition=${edition.slug}`, told: 'events.told_saved' }
  },
})

export const removeFestivalAction: Route = action({
  path: '/console/editions/:edition/festivals/:festival/remove',
  who: host,
  submit: async (visit) => {
    const { edition, festival } = await festivalOf(visit)
    await visit.use.run(removeFestival, { festivalId: festival.id })
    return { to: `/console/festivals?edition=${edition.slug}`, told: 'events.told_festival_removed' }
  },
})
