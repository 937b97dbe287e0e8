import { newId } from '#kernel/ids'
import type { Bilingual } from '#kernel/text'
import { dateIn, type Instant, plus } from '#kernel/time'
import {
  endsBeforeItStarts,
  notAStream,
  notReady,
  outsideEvent,
  outsideFestival,
  wrongState,
} from './errors.ts'
import type { Event, EventChange, EventState, Festival, Session } from './model.ts'

export type EventFacts = Pick<
  Event,
  | 'stationId'
  | 'festivalId'
  | 'hostName'
  | 'slug'
  | 'kind'
  | 'title'
  | 'summary'
  | 'body'
  | 'stream'
  | 'venueId'
  | 'zone'
  | 'startsAt'
  | 'endsAt'
  | 'capacity'
  | 'onlineUrl'
>

/** Which state may follow which; everything else is refused. */
export const moves: Readonly<Record<EventState, readonly EventState[]>> = {
  draft: ['released'],
  proposed: ['released', 'declined', 'draft'],
  declined: ['proposed'],
  released: ['cancelled'],
  cancelled: [],
}

export const moved = (event: Event, to: EventState): Event => {
  if (!moves[event.state].includes(to)) throw wrongState(event.state)
  return { ...event, state: to }
}

/** What a festival asks of its side events: its days at its place, and one of its streams. */
export function checkCriteria(
  facts: Pick<Event, 'startsAt' | 'endsAt' | 'stream'>,
  festival: Festival,
): void {
  const first = dateIn(facts.startsAt, festival.zone)
  const last = dateIn(plus(facts.endsAt, { ms: -1 }), festival.zone)
  if (first < festival.startsOn || last > festival.endsOn)
    throw outsideFestival(festival.startsOn, festival.endsOn)
  if (!festival.streams.some(({ key }) => key === facts.stream)) throw notAStream()
}

function checked(facts: Pick<Event, 'startsAt' | 'endsAt' | 'stream'>, festival: Festival | null): void {
  if (facts.endsAt <= facts.startsAt) throw endsBeforeItStarts()
  if (festival) checkCriteria(facts, festival)
}

const blank = { reviewReason: null, sequence: 0, clonedFrom: null, releasedAt: null, madeUp: false }

export function draft(
  facts: EventFacts & Pick<Event, 'editionId'>,
  festival: Festival | null,
  at: Instant,
): Event {
  checked(facts, festival)
  return {
    ...blank,
    ...facts,
    id: newId<'event'>(),
    proposedBy: null,
    state: 'draft',
    guid: crypto.randomUUID(),
    changedAt: at,
  }
}

/** A side event from an independent host: it waits for the festival's review. */
export function propose(
  facts: EventFacts & Pick<Event, 'editionId' | 'proposedBy'>,
  festival: Festival,
  at: Instant,
): Event {
  checked(facts, festival)
  return {
    ...blank,
    ...facts,
    id: newId<'event'>(),
    state: 'proposed',
    guid: crypto.randomUUID(),
    changedAt: at,
  }
}

const said = ({ en, zh }: Bilingual) => en !== '' || zh !== ''

/** What still has to be there before an event may be released; keys of `events.check_…`. */
export const checks = (event: Event): { key: string; done: boolean }[] => [
  { key: 'title', done: said(event.title) },
  { key: 'summary', done: said(event.summary) },
  { key: 'place', done: event.venueId !== null || event.onlineUrl !== null },
  { key: 'host', done: event.hostName !== '' },
]

export type Changed = { event: Event; log: EventChange | null }

const logged = (
  event: Event,
  kind: EventChange['kind'],
  what: readonly string[],
  at: Instant,
): EventChange => ({
  id: newId<'event_change'>(),
  eventId: event.id,
  stationId: event.stationId,
  at,
  kind,
  what,
})

/** Nothing is public until it is released, and what is missing is said. */
export function release(event: Event, at: Instant): Changed {
  const missing = checks(event).filter(({ done }) => !done)
  if (missing.length > 0) throw notReady(missing.map(({ key }) => key).join(', '))
  const next: Event = { ...moved(event, 'released'), releasedAt: at, changedAt: at, reviewReason: null }
  return { event: next, log: logged(next, 'released', [], at) }
}

/** The fields that people who come have to know about when they change. */
const watched = ['title', 'startsAt', 'endsAt', 'zone', 'venueId', 'onlineUrl', 'capacity'] as const

/** A change of what is public counts up and goes into the public log; a draft just changes. */
export function change(event: Event, facts: EventFacts, festival: Festival | null, at: Instant): Changed {
  if (event.state === 'cancelled') throw wrongState(event.state)
  checked(facts, festival)
  const next: Event = { ...event, ...facts, changedAt: at }
  if (event.state !== 'released') return { event: next, log: null }
  const what = watched.filter((field) => JSON.stringify(event[field]) !== JSON.stringify(next[field]))
  if (what.length === 0) return { event: next, log: null }
  const isMoved = what.some(
    (field) => field === 'startsAt' || field === 'endsAt' || field === 'venueId' || field === 'zone',
  )
  const counted = { ...next, sequence: event.sequence + 1 }
  return { event: counted, log: logged(counted, isMoved ? 'moved' : 'changed', what, at) }
}

export function cancel(event: Event, reason: string, at: Instant): Changed {
  const next: Event = {
    ...moved(event, 'cancelled'),
    reviewReason: reason,
    sequence: event.sequence + 1,
    changedAt: at,
  }
  return { event: next, log: logged(next, 'cancelled', [], at) }
}

export const decline = (event: Event, reason: string, at: Instant): Changed => ({
  event: { ...moved(event, 'declined'), reviewReason: reason, changedAt: at },
  log: null,
})

/** A declined or returned proposal goes back into the queue once its host has changed it. */
export const proposeAgain = (event: Event, at: Instant): Event => ({
  ...moved(event, 'proposed'),
  reviewReason: null,
  changedAt: at,
})

/** A session lies within its event. */
export function checkSession(session: Pick<Session, 'startsAt' | 'endsAt'>, event: Event): void {
  if (session.endsAt <= session.startsAt) throw endsBeforeItStarts()
  if (session.startsAt < event.startsAt || session.endsAt > event.endsAt) throw outsideEvent()
}

/** The copy for another edition: a draft, moved by whole days, with nobody in it. */
export function copyTo(
  event: Event,
  editionId: Event['editionId'],
  days: number,
  festivalId: Event['festivalId'],
  at: Instant,
): Event {
  return {
    ...event,
    ...blank,
    id: newId<'event'>(),
    editionId,
    festivalId,
    proposedBy: null,
    state: 'draft',
    startsAt: plus(event.startsAt, { days }),
    endsAt: plus(event.endsAt, { days }),
    guid: crypto.randomUUID(),
    clonedFrom: event.id,
    changedAt: at,
  }
}

export const copySession = (session: Session, event: Event, days: number): Session => ({
  ...session,
  id: newId<'session'>(),
  eventId: event.id,
  startsAt: plus(session.startsAt, { days }),
  endsAt: plus(session.endsAt, { days }),
  guid: crypto.randomUUID(),
  speakers: [],
})
