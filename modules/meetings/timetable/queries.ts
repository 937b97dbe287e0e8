import { z } from 'zod'
import type { Actor } from '#kernel/access'
import { query, type Tx } from '#kernel/command'
import { notFound, Refusal } from '#kernel/errors'
import type { Id } from '#kernel/ids'
import type { PersonName } from '#kernel/names'
import { type Event, EventId, findEvent } from '#modules/events'
import { readPersons } from '#modules/people'
import { may } from '../access.ts'
import type { Brokerage, Meeting, Party, PartyId, Placement, Wish } from '../model.ts'
import { type Asked, pairKey, problemOf } from '../ready/problem.ts'
import type { Run } from '../runs/model.ts'
import { type Contradiction, contradictions, unfit } from '../runs/rules/pins.ts'
import { settledIn } from '../runs/rules/task.ts'
import { isRunning, lastFound, rowsOf, runsOf } from '../runs/store.ts'
import type { Difference, Release, Stage } from './model.ts'
import { difference, newlyUnfit } from './rules/difference.ts'
import { meetingsOf, placementsOf } from './store/meeting.ts'
import { releasesOf } from './store/release.ts'
import { findBrokerage, stageOf } from './store/stage.ts'

export type Head = { event: Event; brokerage: Brokerage; may: ReturnType<typeof may.allowed> }

const OfEvent = z.object({ eventId: EventId })

/** The desk of an event; to whoever may not see it, it is not there. */
export async function headOf(tx: Tx, eventId: Id<'event'>, actor: Actor): Promise<Head> {
  const brokerage = await findBrokerage(tx, { eventId })
  const event = await findEvent(tx, EventId.parse(eventId))
  if (!brokerage || !event || !may.see(actor, brokerage)) throw notFound()
  return { event, brokerage, may: may.allowed(actor, brokerage) }
}

/** Names by party, as far as the reader sees the people. */
export async function namesOf(tx: Tx, parties: readonly Party[]): Promise<Map<PartyId, PersonName>> {
  const people = await readPersons(
    tx,
    parties.map(({ personId }) => personId),
  )
  return new Map(
    parties.flatMap(({ id, personId }) => {
      const person = people.get(personId)
      return person ? [[id, person.name] as const] : []
    }),
  )
}

export type Draft = Head & {
  stage: Stage
  names: ReadonlyMap<PartyId, PersonName>
  /** What the rules are asked about; null with the reason when nothing can be planned yet. */
  asked: Asked | null
  notReady: Refusal | null
  placements: readonly Placement[]
  /** What was wished, with the notes: the desk says from it why two meet. */
  wishes: readonly Wish[]
  /** Meetings that two agreed on by themselves: they stand beside the draft. */
  agreed: readonly Meeting[]
  /** What of the draft cannot stand by what is so now. */
  unfit: readonly Contradiction[]
  /** Pairs whose meeting of the timetable has begun: it stays what it is. */
  begun: ReadonlySet<string>
  running: boolean
  last: Run | undefined
}

/** Null and why, where a run could not begin. */
export function askedOf(rows: Parameters<typeof problemOf>[0]): {
  asked: Asked | null
  notReady: Refusal | null
} {
  try {
    return { asked: problemOf(rows), notReady: null }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { asked: null, notReady: error }
  }
}

/** The draft with everything that a move is judged by. */
export const readDraft = query({
  name: 'meetings.read_draft',
  input: OfEvent,
  load: async (tx, { eventId }, { actor, at }): Promise<Draft> => {
    const head = await headOf(tx, eventId, actor)
    const stage = await stageOf(tx, head.brokerage)
    const { id } = head.brokerage
    const standing = await meetingsOf(tx, id, ['booked', 'proposed'])
    const rows = await rowsOf(tx, head.brokerage, at)
    const settled = settledIn(standing, at)
    const placements = await placementsOf(tx, id)
    const found = askedOf(rows)
    // The same as at the release, which a slot that is on does not hold back.
    const isOn = stage.slots.some(({ startsAt, endsAt }) => startsAt <= at && endsAt > at)
    const late = isOn ? askedOf(await rowsOf(tx, head.brokerage, at, 'endsAt')) : found
    return {
      ...head,
      stage,
      names: await namesOf(tx, stage.parties),
      ...found,
      unfit: late.asked ? unfit(late.asked, placements, settled) : [],
      begun: new Set(
        settled.filter(({ origin }) => origin === 'plan').map((each) => pairKey(each.a, each.b)),
      ),
      wishes: rows.wishes,
      placements,
      agreed: standing.filter(({ origin }) => origin !== 'plan'),
      running: await isRunning(tx, id),
      last: await lastFound(tx, id),
    }
  },
  allow: (actor, { brokerage }) => may.see(actor, brokerage),
})

export type Comparison = Head & {
  stage: Stage
  names: ReadonlyMap<PartyId, PersonName>
  change: Difference
  /** What the draft would newly make of it and cannot: nothing is released before that is mended. */
  unfit: readonly Contradiction[]
  releases: readonly Release[]
}

/** From what stands to the draft, with the log of the releases before. */
export const compareDraft = query({
  name: 'meetings.compare_draft',
  input: OfEvent,
  load: async (tx, { eventId }, { actor, at }): Promise<Comparison> => {
    const head = await headOf(tx, eventId, actor)
    const stage = await stageOf(tx, head.brokerage)
    const { id } = head.brokerage
    const placements = await placementsOf(tx, id)
    const standing = await meetingsOf(tx, id, ['booked', 'proposed'])
    const change = difference(placements, standing, stage.slots, at)
    const { asked } = askedOf(await rowsOf(tx, head.brokerage, at, 'endsAt'))
    return {
      ...head,
      stage,
      names: await namesOf(tx, stage.parties),
      change,
      unfit: asked ? newlyUnfit(change, unfit(asked, placements, settledIn(standing, at))) : [],
      releases: await releasesOf(tx, id),
    }
  },
  allow: (actor, { brokerage }) => may.see(actor, brokerage),
})

/** The runs of a brokerage, newest first, and the newest whole. */
export const readRuns = query({
  name: 'meetings.read_runs',
  input: OfEvent,
  load: async (tx, { eventId }, { actor, at }) => {
    const head = await headOf(tx, eventId, actor)
    const { id } = head.brokerage
    const rows = await rowsOf(tx, head.brokerage, at)
    const found = askedOf(rows)
    const standing = await meetingsOf(tx, id, ['booked', 'proposed'])
    return {
      ...head,
      runs: await runsOf(tx, id),
      ...found,
      parties: rows.parties,
      names: await namesOf(tx, rows.parties),
      contradictory: found.asked
        ? contradictions(found.asked, await placementsOf(tx, id), settledIn(standing, at))
        : [],
    }
  },
  allow: (actor, { brokerage }) => may.see(actor, brokerage),
})

/** How far the newest run is, for a page that follows it. */
export const readProgress = query({
  name: 'meetings.read_progress',
  input: OfEvent,
  load: async (tx, { eventId }, { actor }) => {
    const { brokerage } = await headOf(tx, eventId, actor)
    const [run] = await runsOf(tx, brokerage.id)
    return { brokerage, run: run ?? null }
  },
  allow: (actor, { brokerage }) => may.see(actor, brokerage),
})

/** What stands, for print: by person, by table, on the wall. */
export const readStanding = query({
  name: 'meetings.read_standing',
  input: OfEvent,
  load: async (tx, { eventId }, { actor }) => {
    const head = await headOf(tx, eventId, actor)
    const stage = await stageOf(tx, head.brokerage)
    return {
      ...head,
      stage,
      names: await namesOf(tx, stage.parties),
      meetings: await meetingsOf(tx, head.brokerage.id, ['booked']),
    }
  },
  allow: (actor, { brokerage }) => may.see(actor, brokerage),
})
