import { hasRole } from '#kernel/access'
import { countryName, isCountry } from '#kernel/countries'
import { displayName } from '#kernel/names'
import type { Visit } from '#platform/http'
import { Badge, Day, LinkButton, Said, Section, Table } from '#ui'
import { may } from '../../access.ts'
import type { Counting } from '../../metrics/index.ts'
import type { Figure, Statement } from '../../model.ts'
import { furthestRecord, readRecords, recordsPage } from '../../queries/index.ts'
import type { RecordLine } from '../../rules/index.ts'
import { formName, kindName, valueText } from '../words.ts'

/** Registrations, projects, meetings and lists of old are not a verifier's to open. */
const opensAll = hasRole('administrator', 'organiser', 'auditor')

type Row = RecordLine & { amount: number | null }

/** The name of a record: its title, else the person; what is gone or was erased says so. */
function Name({ visit, kind, row }: { visit: Visit; kind: string; row: Row }) {
  const { say, locale } = visit
  if (kind === 'place') return <>{isCountry(row.id) ? countryName(row.id, locale) : row.id}</>
  if (typeof row.title === 'string') return <>{row.title}</>
  if (row.title) return <Said text={row.title} locale={locale} />
  const name = row.person && displayName(row.person, locale, { both: true })
  return <>{name || say(row.person ? 'statements.record_erased' : 'statements.record_gone')}</>
}

/** Whom or what it belongs to: the person where the title is the record's own, and the organisation, event or benefit. */
function Beside({ visit, row }: { visit: Visit; row: Row }) {
  const { locale } = visit
  const person = row.title === null ? '' : row.person && displayName(row.person, locale, { both: true })
  const beside =
    row.beside === null ? null : typeof row.beside === 'string' ? (
      row.beside
    ) : (
      <Said text={row.beside} locale={locale} />
    )
  return (
    <>
      {person}
      {person && beside && ' · '}
      {beside}
    </>
  )
}

/** What kind of thing it is, in the words of the module that has it. */
function kindText({ say }: Visit, source: Counting['source'] | null, kind: string, row: Row): string {
  // A place that was asked for has a state, whatever the number tells of the events.
  const from = kind === 'registration' ? 'registrations' : source
  if (row.kind === null || from === null) return ''
  const form = row.form === null ? [] : [formName(say, row.form)]
  return [kindName(say, from, row.kind), ...form].join(' · ')
}

function recordTable(visit: Visit, figure: Figure, kind: string, caption: string, rows: readonly Row[]) {
  const { say, href, locale } = visit
  const source = figure.formula?.kind === 'counted' ? figure.formula.source : null
  const has = (told: (row: Row) => unknown) => rows.some((row) => Boolean(told(row)))
  const all = opensAll(visit.actor, undefined)
  return (
    <Table
      caption={caption}
      hideCaption
      rows={rows}
      rowKey={({ id }) => id}
      href={(row) => {
        // An organisation is known by its name alone: what it stands in is found by that.
        if (kind === 'body' && (source === 'outcomes' || source === 'credits'))
          return href(`/console/outcomes?words=${encodeURIComponent(row.id)}`)
        return row.to !== null && (all || !row.closed) ? href(row.to) : undefined
      }}
      columns={[
        {
          key: 'record',
          label: say(`statements.kind_${kind}`),
          main: true,
          cell: (row) => (
            <>
              <Name visit={visit} kind={kind} row={row} />
              {row.withdrawn && (
                <>
                  {' '}
                  <Badge tone="warn">{say('statements.record_withdrawn')}</Badge>
                </>
              )}
              {kind !== 'body' && kind !== 'place' && (
                <>
                  <br />
                  <span class="hint num">{row.id}</span>
                </>
              )}
            </>
          ),
        },
        ...(has((row) => kindText(visit, source, kind, row))
          ? [
              {
                key: 'kind',
                label: say('statements.record_kind'),
                cell: (row: Row) => kindText(visit, source, kind, row),
              },
            ]
          : []),
        ...(has(({ beside, person, title }) => beside || (person && title))
          ? [
              {
                key: 'beside',
                label: say('statements.record_beside'),
                cell: (row: Row) => <Beside visit={visit} row={row} />,
              },
            ]
          : []),
        ...(has(({ day }) => day)
          ? [
              {
                key: 'day',
                label: say('statements.record_day'),
                cell: ({ day }: Row) => day && <Day date={day} locale={locale} />,
              },
            ]
          : []),
        ...(has(({ level }) => level)
          ? [
              {
                key: 'level',
                label: say('statements.record_level'),
                cell: ({ level, left }: Row) =>
                  level && (
                    <>
                      {say(`outcomes.level_${level}`)}
                      {left !== null && left !== level && (
                        <>
                          <br />
                          <span class="hint">
                            {say('outcomes.level_left', { level: say(`outcomes.level_${left}`) })}
                          </span>
                        </>
                      )}
                    </>
                  ),
              },
            ]
          : []),
        ...(has(({ amount }) => amount !== null)
          ? [
              {
                key: 'amount',
                label: say('statements.record_amount'),
                number: true,
                cell: ({ amount }: Row) => amount !== null && valueText(figure, amount, locale),
              },
            ]
          : []),
      ]}
    />
  )
}

/** The records that a number was counted from: for those who audit, with what each of them is. */
export async function Records(visit: Visit, statement: Statement, figure: Figure) {
  if (!may.openRecords(visit.actor, statement)) return null
  const { say, href } = visit
  const asked = Number(visit.search.get('after') ?? 0)
  const after = Number.isSafeInteger(asked) && asked >= 0 && asked <= furthestRecord ? asked : 0
  const { kind, records, amounts, probable, more } = await visit.use.ask(readRecords, {
    statementId: statement.id,
    metric: figure.metric,
    after,
  })
  if (records.length === 0) return null
  const rows = records.map((line, nth) => ({
    ...line,
    amount: amounts[nth] ?? null,
  }))
  return (
    <>
      <Section title={say('statements.records')} lead={say('statements.records_lead')}>
        {recordTable(visit, figure, kind, say('statements.records'), rows)}
        {more && (
          <LinkButton
            href={href(`/statements/${statement.id}/${figure.metric}?after=${after + recordsPage}`)}
          >
            {say('statements.more_records')}
          </LinkButton>
        )}
      </Section>
      {probable.length > 0 && (
        <Section title={say('statements.probable')} lead={say('statements.probable_lead')}>
          {recordTable(
            visit,
            figure,
            kind,
            say('statements.probable'),
            probable.map((line) => ({ ...line, amount: null })),
          )}
        </Section>
      )}
    </>
  )
}
