import { z } from 'zod'
import { command, type Moment, type Tx } from '#kernel/command'
import { notFound, Refusal } from '#kernel/errors'
import { displayName } from '#kernel/names'
import { readPersons } from '#modules/people'
import { may } from '../../access.ts'
import { type Brokerage, BrokerageId, PartyId, type Placement, SlotId, TableId } from '../../model.ts'
import { type Asked, pairKey, problemOf } from '../../ready/problem.ts'
import { planOf, settledIn } from '../../runs/rules/task.ts'
import { isRunning, rowsOf } from '../../runs/store.ts'
import { hasBegun, pinnedThere, runGoing } from '../errors.ts'
import { judge } from '../rules/board.ts'
import { mustBePlannable } from '../rules/phase.ts'
import * as store from '../store/draft.ts'
import { meetingsOf, placementsOf } from '../store/meeting.ts'
import { findBrokerage } from '../store/stage.ts'

const Pair = z.object({ brokerageId: BrokerageId, a: PartyId, b: PartyId })

type Loaded = {
  brokerage: Brokerage
  asked: Asked
  placements: readonly Placement[]
  running: boolean
  /** Their meeting of the timetable has begun. */
  begun: boolean
  /** Of the people, by index in what is asked, in whichever script they have. */
  nameOf(person: number): string
}

async function load(tx: Tx, { brokerageId, a, b }: z.output<typeof Pair>, { at }: Moment): Promise<Loaded> {
  const brokerage = await findBrokerage(tx, { brokerageId }, 'lock')
  if (!brokerage) throw notFound()
  const rows = await rowsOf(tx, brokerage, at)
  const settled = settledIn(await meetingsOf(tx, brokerageId, ['booked', 'proposed']), at)
  const asked = problemOf(rows)
  const people = await readPersons(
    tx,
    rows.parties.map(({ personId }) => personId),
  )
  const personOf = new Map(rows.parties.map(({ id, personId }) => [id, personId]))
  return {
    brokerage,
    asked,
    placements: await placementsOf(tx, brokerageId),
    running: await isRunning(tx, brokerageId),
    begun: settled.some((each) => each.origin === 'plan' && pairKey(each.a, each.b) === pairKey(a, b)),
    nameOf: (person) => {
      const id = asked.parties[person]
      const personId = id && personOf.get(id)
      const found = personId && people.get(personId)
      return found ? displayName(found.name, 'en', { both: true }) : ''
    },
  }
}

const subject = ({ brokerage }: Pick<Loaded, 'brokerage'>) => ({
  type: 'event',
  id: brokerage.eventId,
  stationId: brokerage.stationId,
})

function mustBeQuiet({ brokerage, running, begun }: Loaded, at: Brokerage['changedAt']): void {
  mustBePlannable(brokerage, at)
  if (begun) throw hasBegun()
  if (running) throw runGoing()
}

const inOrder = (a: PartyId, b: PartyId) => (a < b ? { a, b } : { a: b, b: a })

/** Says each rule that a move would break, with whom or what it concerns. */
function refuseBroken(
  { asked, placements, nameOf }: Loaded,
  move: { wish: number; slot: number; table: number },
) {
  const { slotOf, tableOf, pinned } = planOf(asked, placements)
  const { broken } = judge({ problem: asked.problem, plan: { slotOf, tableOf }, pinned }, move)
  if (broken.length === 0) return
  throw new Refusal(
    'conflict',
    'timetable.move_refused',
    {},
    broken.map(({ about, with: facts }) => ({
      path: 'place',
      code: `timetable.breaks_${about}`,
      details: { who: facts.person === undefined ? '' : nameOf(facts.person) },
    })),
  )
}

/**
 * Puts a wish into a slot at a table, by hand; null takes it out of the draft. What breaks a hard rule is refused.
 * Refuses: timetable.move_refused with each rule, .run_going, .too_early, .is_over.
 */
export const placeMeeting = command({
  name: 'meetings.place',
  input: Pair.extend({ to: z.object({ slotId: SlotId, tableId: TableId }).nullable() }),
  load,
  allow: (actor, { brokerage }) => may.manage(actor, brokerage),
  decide: (loaded, { a, b, to }, { at }) => {
    mustBeQuiet(loaded, at)
    const { asked, brokerage, placements } = loaded
    const pair = inOrder(a, b)
    const before = placements.find((each) => pairKey(each.a, each.b) === pairKey(a, b))
    const wish = asked.pairAt.get(pairKey(a, b))
    if (to === null) {
      if (before?.pinned) throw pinnedThere()
      return { brokerage, pair, placement: null }
    }
    const [slot, table] = [asked.slotAt.get(to.slotId), asked.tableAt.get(to.tableId)]
    if (wish === undefined || slot === undefined || table === undefined) throw notFound()
    refuseBroken(loaded, { wish, slot, table })
    return { brokerage, pair, placement: { ...pair, ...to, pinned: before?.pinned ?? false } }
  },
  save: (tx, { brokerage, pair, placement }) => store.savePlacement(tx, brokerage, pair, placement),
  audit: subject,
})

/** A pin: runs and moves leave the meeting where it is. */
export const pinMeeting = command({
  name: 'meetings.pin',
  input: Pair.extend({ pinned: z.boolean() }),
  load,
  allow: (actor, { brokerage }) => may.manage(actor, brokerage),
  decide: (loaded, { a, b, pinned }, { at }) => {
    mustBeQuiet(loaded, at)
    const placement = loaded.placements.find((each) => pairKey(each.a, each.b) === pairKey(a, b))
    if (!placement) throw notFound()
    return { brokerage: loaded.brokerage, pair: inOrder(a, b), placement: { ...placement, pinned } }
  },
  save: (tx, { brokerage, pair, placement }) => store.savePlacement(tx, brokerage, pair, placement),
  audit: subject,
})
