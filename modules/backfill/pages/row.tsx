import { countryName } from '#kernel/countries'
import { invalidField, notFound } from '#kernel/errors'
import { displayName } from '#kernel/names'
import { pick } from '#kernel/text'
import { type Zone, zone } from '#kernel/time'
import { PersonId } from '#modules/people'
import { type FormState, form, type Route, type Visit } from '#platform/http'
import {
  At,
  Badge,
  DefinitionList,
  Form,
  Notice,
  PageHead,
  RadioGroup,
  SearchBox,
  Section,
  TextInput,
} from '#ui'
import { may } from '../access.ts'
import { nameRow } from '../commands.ts'
import { RowId } from '../model.ts'
import { mostFound, readRow } from '../queries.ts'
import { batchIn, Matched, standing, tones } from './parts.tsx'

const rowIn = (visit: Visit): RowId => {
  const id = RowId.safeParse(visit.params.row)
  if (!id.success) throw notFound()
  return id.data
}
/** What to look for; null where the address says nothing of it. */
const findIn = (visit: Visit) => visit.search.get('find')?.trim().slice(0, 100) ?? null
const here = (visit: Visit) => `/console/backfill/${batchIn(visit)}/rows/${rowIn(visit)}`

type Shown = Awaited<ReturnType<(typeof readRow)['load']>>

/** Who decided what of it, the newest first. */
const Decisions = ({ visit, decisions, people, place }: Shown & { visit: Visit; place: Zone }) => {
  const { say, locale } = visit
  const nameOf = (id: PersonId) => {
    const person = people.get(id)
    return person ? displayName(person.name, locale, { both: true }) : ''
  }
  if (decisions.length === 0) return null
  return (
    <Section title={say('backfill.decisions')}>
      <DefinitionList
        items={decisions.map(({ at, by, decision, named, reason }) => ({
          term: <At at={at} zone={place} visit={visit} style="short" />,
          value: (
            <>
              {say(`backfill.was_${decision}`, { by: nameOf(by), named: named ? nameOf(named) : '' })}
              {reason !== '' && <p class="hint">{reason}</p>}
            </>
          ),
        }))}
      />
    </Section>
  )
}

/** Somebody on record, looked for by name or address, and why it is them. */
const Naming = ({ visit, find, found, state }: Shown & { visit: Visit; state: FormState }) => {
  const { say, href, locale } = visit
  return (
    <Section title={say('backfill.name')} lead={say('backfill.name_lead')}>
      <SearchBox
        name="find"
        label={say('backfill.name_find')}
        button={say('backfill.name_search')}
        value={find}
        action={href(here(visit))}
      />
      {find !== '' && found.length === 0 && <Notice>{say('backfill.name_nobody', { find })}</Notice>}
      {found.length === mostFound && <Notice>{say('backfill.name_many', { count: mostFound })}</Notice>}
      {found.length > 0 && (
        <Form
          action={href(`${here(visit)}?${new URLSearchParams({ find })}`)}
          of={state}
          send={say('backfill.name_send')}
        >
          <RadioGroup
            of={state}
            name="person"
            label={say('backfill.name_who')}
            required
            options={found.map(({ id, name, organisation, email, country }) => ({
              value: id,
              label: name || (email ?? ''),
              hint: [organisation, email ?? '', country ? countryName(country, locale) : '']
                .filter(Boolean)
                .join(' · '),
            }))}
          />
          <TextInput
            of={state}
            name="reason"
            label={say('kernel.reason')}
            hint={say('backfill.name_reason_hint')}
            maxlength={500}
            required
          />
        </Form>
      )}
    </Section>
  )
}

/** One line of a list: what it says, who it counts as and since when, and who else it may be. */
export const rowPage: Route = form({
  path: '/console/backfill/:batch/rows/:row',
  who: (actor) => may.read(actor, undefined),
  load: (visit) =>
    visit.use.ask(readRow, { batchId: batchIn(visit), rowId: rowIn(visit), find: findIn(visit) }),
  view: (visit, shown, state) => {
    const { say, href, locale } = visit
    const { batch, row, names, editions } = shown
    const edition = editions.find(({ id }) => id === row.editionId)
    const matched = <Matched visit={visit} names={names} row={row} />
    const facts = [
      [say('backfill.line'), row.line],
      [say('backfill.organisation'), row.organisation],
      [say('backfill.email'), row.email ?? ''],
      [say('kernel.country'), row.country ? countryName(row.country, locale) : ''],
      [say('backfill.edition'), edition ? pick(edition.name, locale).value : ''],
      [say(row.certainty === 'certain' ? 'backfill.is' : 'backfill.match'), matched],
    ] as const
    const canName = may.change(visit.actor, undefined) && batch.state === 'counted' && row.kind === 'people'
    return {
      title: row.label,
      shell: 'console',
      current: '/console/backfill',
      body: (
        <>
          <PageHead
            title={row.label}
            badge={<Badge tone={tones[row.certainty]}>{standing(say, row)}</Badge>}
            crumbs={{
              label: say('kernel.you_are_here'),
              trail: [
                { label: say('backfill.title'), href: href('/console/backfill') },
                { label: batch.fileName, href: href(`/console/backfill/${batch.id}`) },
                { label: row.label },
              ],
            }}
          />
          <DefinitionList
            items={facts.flatMap(([term, value]) =>
              value === '' || value === null ? [] : [{ term, value }],
            )}
          />
          {canName && <Naming visit={visit} state={state} {...shown} />}
          <Decisions visit={visit} {...shown} place={edition?.zone ?? zone('UTC')} />
        </>
      ),
    }
  },
  submit: async (visit, values, { batch, row }) => {
    const personId = PersonId.safeParse(values.text('person')).data
    if (!personId) throw invalidField('person', 'kernel.field_choose')
    await visit.use.run(nameRow, {
      ...{ batchId: batch.id, rowId: row.id, personId, reason: values.text('reason') },
    })
    return { to: `/console/backfill/${batch.id}`, told: 'backfill.told_decided' }
  },
})
