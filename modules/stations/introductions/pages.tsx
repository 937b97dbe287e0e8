import { invalidField } from '#kernel/errors'
import { pick } from '#kernel/text'
import { dateIn, type PlainDate } from '#kernel/time'
import { type FormState, form, type Route, type Visit } from '#platform/http'
import {
  DateTimeInput,
  Day,
  EmptyState,
  Form,
  PageHead,
  RadioGroup,
  Section,
  Select,
  Table,
  TextArea,
  TextInput,
} from '#ui'
import { type Station, StationId } from '../model.ts'
import { readsIntroductions } from './access.ts'
import { recordIntroduction } from './commands.ts'
import { introductionKinds } from './model.ts'
import { nameOf, StateOf, stationOf } from './parts.tsx'
import { listIntroductions } from './queries.ts'

export const listPage: Route = form({
  path: '/console/introductions',
  who: readsIntroductions,
  load: (visit) => visit.use.ask(listIntroductions, {}),
  view: (visit, { edition, stations, mine, introductions }, state) => {
    const { say, href, locale } = visit
    const title = say('introductions.title')
    return {
      title,
      shell: 'console',
      body: (
        <>
          <PageHead title={title} lead={say('introductions.lead')} />
          <Table
            caption={title}
            hideCaption
            rows={introductions}
            rowKey={({ id }) => id}
            href={({ id }) => href(`/console/introductions/${id}`)}
            empty={
              <EmptyState title={say('introductions.none_title')}>
                {say('introductions.none_text')}
              </EmptyState>
            }
            columns={[
              {
                key: 'name',
                label: say('introductions.name'),
                main: true,
                cell: (each) => nameOf(visit, each),
              },
              {
                key: 'kind',
                label: say('introductions.kind'),
                cell: ({ kind }) => say(`introductions.kind_${kind}`),
              },
              {
                key: 'station',
                label: say('kernel.station'),
                cell: ({ stationId }) => stationOf(visit, stations, stationId),
              },
              {
                key: 'met',
                label: say('introductions.met_on'),
                cell: ({ metOn }) => <Day date={metOn} locale={locale} />,
              },
              {
                key: 'until',
                label: say('introductions.held_until'),
                cell: ({ heldUntil, state: now }) =>
                  now === 'held' || now === 'shared' ? <Day date={heldUntil} locale={locale} /> : '',
              },
              {
                key: 'state',
                label: say('introductions.state'),
                cell: (each) => <StateOf visit={visit} of={each} />,
              },
            ]}
          />
          {edition && mine.length > 0 && <New visit={visit} state={state} mine={mine} />}
        </>
      ),
    }
  },
  submit: async (visit, values, { mine }) => {
    const [only] = mine
    const station = mine.length === 1 ? only?.id : StationId.safeParse(values.text('station')).data
    if (!station) throw invalidField('station', 'kernel.field_choose')
    const kind = introductionKinds.find((each) => each === values.text('kind'))
    if (!kind) throw invalidField('kind', 'kernel.field_choose')
    const { made } = await visit.use.run(recordIntroduction, {
      stationId: station,
      kind,
      name: values.text('name'),
      contact: values.text('contact'),
      metOn: values.text('metOn') as PlainDate, // the schema of the command refuses what is no date
      need: values.text('need'),
    })
    return { to: '/console/introductions', told: `introductions.told_${made.state}` }
  },
})

const New = ({ visit, state, mine }: { visit: Visit; state: FormState; mine: readonly Station[] }) => {
  const { say, href, locale } = visit
  const [first] = mine
  const latest = first && dateIn(visit.use.now(), first.zone)
  return (
    <Section title={say('introductions.new')} lead={say('introductions.new_lead')}>
      <Form action={href('/console/introductions')} of={state} send={say('introductions.record')}>
        {mine.length > 1 && (
          <Select
            of={state}
            name="station"
            size="medium"
            label={say('kernel.station')}
            empty={say('kernel.choose')}
            required
            options={mine.map(({ id, name }) => ({ value: id, label: pick(name, locale).value }))}
          />
        )}
        <RadioGroup
          of={state}
          name="kind"
          label={say('introductions.kind')}
          inline
          required
          value="person"
          options={introductionKinds.map((kind) => ({
            value: kind,
            label: say(`introductions.kind_${kind}`),
          }))}
        />
        <TextInput of={state} name="name" label={say('introductions.name')} maxlength={160} required />
        <TextInput
          of={state}
          name="contact"
          label={say('introductions.contact')}
          hint={say('introductions.contact_hint')}
          maxlength={254}
          required
        />
        <DateTimeInput
          of={state}
          kind="date"
          name="metOn"
          label={say('introductions.met_on')}
          max={latest}
          required
        />
        <TextArea
          of={state}
          name="need"
          label={say('introductions.need')}
          hint={say('introductions.need_hint')}
          rows={3}
          required
        />
      </Form>
    </Section>
  )
}
