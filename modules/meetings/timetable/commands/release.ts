import { z } from 'zod'
import { command } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { newId } from '#kernel/ids'
import { displayName, type PersonName } from '#kernel/names'
import { bilingual } from '#kernel/text'
import { may } from '../../access.ts'
import { BrokerageId, type Meeting, type MeetingId, type PartyId, type Placement } from '../../model.ts'
import { type Contradiction, mustStand, unfit } from '../../runs/rules/pins.ts'
import { settledIn } from '../../runs/rules/task.ts'
import { rowsOf } from '../../runs/store.ts'
import { nothingToRelease, releasedMeanwhile } from '../errors.ts'
import * as facts from '../facts.ts'
import type { Release, Seat, Stage } from '../model.ts'
import { askedOf, namesOf } from '../queries.ts'
import { byParty, difference, isNothing, newlyUnfit, pairOf } from '../rules/difference.ts'
import { mustBePlannable } from '../rules/phase.ts'
import { seatsFor } from '../rules/seats.ts'
import { meetingsOf, placementsOf, seatsOf } from '../store/meeting.ts'
import { mustsIn, releasesOf, type Written, writeRelease } from '../store/release.ts'
import { findBrokerage, stageOf } from '../store/stage.ts'

export const ReleaseInput = z.object({
  brokerageId: BrokerageId,
  /** The last release that was compared with; 0 before the first. */
  after: z.coerce.number().int().min(0),
  note: bilingual({ max: 2000, lines: 'many', optional: true }),
})

type Loaded = {
  stage: Stage
  placements: readonly Placement[]
  standing: readonly Meeting[]
  /** What of the draft cannot stand by what is so now. */
  unfit: readonly Contradiction[]
  names: ReadonlyMap<PartyId, PersonName>
  seats: readonly Seat[]
  musts: number
  releases: readonly Release[]
}

type Outcome = {
  stage: Stage
  release: Release
  written: Written | null
  ids: ReadonlyMap<string, MeetingId>
}

/**
 * Makes the draft the timetable: new meetings, moves (same id and calendar UID, sequence + 1) and cancellations, whole or
 * not at all. Said twice after the same release it is done once.
 * Refuses: timetable.nothing_to_release, .released_meanwhile, .draft_unfit (what breaks a rule by now), .too_early, .is_over; meetings.slot_taken.
 */
export const releaseTimetable = command({
  name: 'meetings.release',
  input: ReleaseInput,
  load: async (tx, { brokerageId }, { at }): Promise<Loaded> => {
    const brokerage = await findBrokerage(tx, { brokerageId }, 'lock')
    if (!brokerage) throw notFound()
    const stage = await stageOf(tx, brokerage)
    const placements = await placementsOf(tx, brokerageId)
    const standing = await meetingsOf(tx, brokerageId, ['booked', 'proposed'])
    const { asked } = askedOf(await rowsOf(tx, brokerage, at, 'endsAt'))
    return {
      stage,
      placements,
      standing,
      unfit: asked ? unfit(asked, placements, settledIn(standing, at)) : [],
      names: await namesOf(tx, stage.parties),
      seats: await seatsOf(tx, brokerageId),
      musts: await mustsIn(tx, brokerageId),
      releases: await releasesOf(tx, brokerageId),
    }
  },
  allow: (actor, { stage }) => may.manage(actor, stage.brokerage),
  decide: (loaded, { after, note }, { at }): Outcome => {
    const { stage, placements, standing, seats, musts, releases } = loaded
    const { brokerage } = stage
    mustBePlannable(brokerage, at)
    const change = difference(placements, standing, stage.slots, at)
    const [last] = releases
    if (last && last.number === after + 1 && isNothing(change))
      return { stage, release: last, written: null, ids: new Map() }
    if (brokerage.release !== after) throw releasedMeanwhile(brokerage.release)
    if (isNothing(change)) throw nothingToRelease()
    mustStand('unfit', newlyUnfit(change, loaded.unfit), (id) => {
      const name = loaded.names.get(id)
      return name ? displayName(name, 'en', { both: true }) : ''
    })
    const added = change.added.map((placement) => ({ ...placement, id: newId<'meeting'>() }))
    const going = new Set(
      [...change.dropped, ...change.moved.map(({ meeting }) => meeting)].map(({ id }) => id),
    )
    const meetings = change.kept.length + added.length + change.moved.length
    const people = [...change.kept, ...added, ...change.moved.map(({ to }) => to)].flatMap(({ a, b }) => [
      a,
      b,
    ])
    const release: Release = {
      number: after + 1,
      at,
      note,
      added: added.length,
      moved: change.moved.length,
      dropped: change.dropped.length,
      kept: change.kept.length,
      worth: { meetings, parties: new Set(people).size, musts },
    }
    const written: Written = {
      brokerage,
      release,
      added,
      moved: change.moved,
      dropped: change.dropped,
      seats: seatsFor(
        [...added, ...change.moved.map(({ meeting, to }) => ({ ...to, id: meeting.id }))],
        seats.filter(({ meetingId }) => !going.has(meetingId)),
        stage,
      ),
    }
    return { stage, release, written, ids: new Map(added.map((each) => [pairOf(each), each.id])) }
  },
  save: async (tx, { written }, moment) => {
    if (written) await writeRelease(tx, written, moment)
  },
  announce: ({ stage, release, written, ids }) =>
    (written ? byParty({ ...written, kept: [] }) : []).map(({ partyId, added, moved, dropped }) =>
      facts.released(stage.brokerage, release.number, {
        partyId,
        added: added.flatMap((each) => ids.get(pairOf(each)) ?? []),
        moved: moved.map(({ meeting }) => meeting.id),
        dropped: dropped.map(({ id }) => id),
      }),
    ),
  audit: ({ stage: { brokerage }, written }) =>
    written ? { type: 'event', id: brokerage.eventId, stationId: brokerage.stationId } : null,
})
