import type { Locale } from '#kernel/locale'
import type { Visit } from '#platform/http'
import { Details, Section, Table } from '#ui'
import type { Reason } from '../../../../solver/timetable/problem.ts'
import { sentence } from '../../../../solver/timetable/sentences.ts'
import type { PartyId } from '../../model.ts'
import { type Asked, type Pair, pairKey } from '../../ready/problem.ts'
import type { Found } from '../../runs/model.ts'
import { planOf } from '../../runs/rules/task.ts'
import type { Draft } from '../queries.ts'
import { hasRoom } from '../rules/board.ts'
import { movePath } from './grid.tsx'
import { partyLabel, slotLabel } from './parts.tsx'

/** A name stands for itself, without the noun that a number needs before it. */
const bare = (text: string, locale: Locale): string =>
  text
    .replace(/(?:\bpersons? |人员)?\[\[/gi, '')
    .replace(/\]\] ?/g, (end) => (end === ']]' || locale === 'zh' ? '' : ' '))

/** Whether a reason stands in the way in some of the slots only: then it is not what decided. */
const isPartial = ({ with: facts }: Reason): boolean => (facts.slots ?? 0) < (facts.of ?? 0)

/** Why a wish found no place, what decided first, a sentence each, with the names of those it is about. */
export function reasonsOf(visit: Visit, draft: Draft, found: Found, reasons: Found['because']): string[] {
  const named = (what: string, index: number): string => {
    if (what === 'person') {
      const id = found.parties[index]
      return id ? `[[${partyLabel(visit, draft.stage, draft.names, id)}]]` : String(index + 1)
    }
    const slot = draft.stage.slots.find(({ id }) => id === found.slots[index])
    if (what === 'slot' && slot) return slotLabel(visit, draft.stage.slots, slot, draft.event.zone)
    const table = draft.stage.tables.find(({ id }) => id === found.tables[index])
    return what === 'table' && table ? table.name : String(index + 1)
  }
  const decided = [...reasons].sort((one, other) => Number(isPartial(one)) - Number(isPartial(other)))
  return decided.map((reason) => bare(sentence(reason, visit.locale, named), visit.locale))
}

/** Each reason on a line of its own. */
export const Reasons = ({ list }: { list: readonly string[] }) => (
  <ul class="plain">
    {list.map((reason) => (
      <li key={reason}>{reason}</li>
    ))}
  </ul>
)

/** The first of them, and the others where somebody asks: a list of many wishes stays one that can be read. */
function Short({ visit, list }: { visit: Visit; list: readonly string[] }) {
  const [first, ...others] = list
  return (
    <>
      {first}
      {others.length > 0 && (
        <Details summary={visit.say('timetable.more_reasons', { count: others.length })}>
          <Reasons list={others} />
        </Details>
      )}
    </>
  )
}

/** A wish that the last run had placed, or that is newer: what the draft as it is now says of it. */
function whyByHand(asked: Asked, placements: Draft['placements'], { a, b }: Pair): string {
  const wish = asked.pairAt.get(pairKey(a, b))
  const open =
    wish !== undefined && hasRoom({ problem: asked.problem, plan: planOf(asked, placements) }, wish)
  return open ? 'timetable.why_room' : 'timetable.why_no_room'
}

/** Wishes without a place, musts first. */
export function Unplaced({ visit, draft }: { visit: Visit; draft: Draft }) {
  const { say, href } = visit
  const { asked, last, placements, stage, names } = draft
  if (!asked) return null
  const placed = new Set(placements.map(({ a, b }) => pairKey(a, b)))
  const why = new Map(last?.answer?.unplaced.map((each) => [pairKey(each.a, each.b), each.reasons]))
  const left = asked.pairs
    .map((pair, wish) => ({ ...pair, must: asked.problem.wishes[wish]?.must ?? false }))
    .filter(({ a, b }) => !placed.has(pairKey(a, b)))
    .sort((one, other) => Number(other.must) - Number(one.must))
  const shown = left.slice(0, 200)
  const label = (id: PartyId) => partyLabel(visit, stage, names, id)
  return (
    <Section title={say('timetable.unplaced', { count: left.length })} lead={say('timetable.unplaced_lead')}>
      <Table
        caption={say('timetable.unplaced', { count: left.length })}
        hideCaption
        rows={shown}
        rowKey={({ a, b }) => pairKey(a, b)}
        href={(pair) => href(movePath(draft, pair))}
        empty={<p>{say('timetable.all_placed')}</p>}
        columns={[
          {
            key: 'pair',
            label: say('timetable.wish'),
            main: true,
            cell: ({ a, b }) => say('timetable.two', { one: label(a), other: label(b) }),
          },
          {
            key: 'must',
            label: say('timetable.kind'),
            cell: ({ must }) => say(must ? 'timetable.must' : 'timetable.meet'),
          },
          {
            key: 'why',
            label: say('timetable.why'),
            cell: ({ a, b }) => {
              const reasons = why.get(pairKey(a, b))
              return reasons && last?.answer ? (
                <Short visit={visit} list={reasonsOf(visit, draft, last.answer, reasons)} />
              ) : (
                say(last?.answer ? whyByHand(asked, placements, { a, b }) : 'timetable.why_not_asked')
              )
            },
          },
        ]}
      />
      {left.length > shown.length && (
        <p class="hint">{say('timetable.more_unplaced', { count: left.length - shown.length })}</p>
      )}
      {asked.withoutTable.length > 0 && (
        <Details summary={say('timetable.without_table', { count: asked.withoutTable.length })}>
          <p>{say('timetable.without_table_text')}</p>
          <ul>
            {asked.withoutTable.map(({ a, b }) => (
              <li key={pairKey(a, b)}>{say('timetable.two', { one: label(a), other: label(b) })}</li>
            ))}
          </ul>
        </Details>
      )}
    </Section>
  )
}
