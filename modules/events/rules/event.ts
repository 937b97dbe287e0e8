import { newId } from '#kernel/ids'
import type { Bilingual } from '#kernel/text'
import { type Instant, msBetween, plus } from '#kernel/time'
import {
  endsBeforeItStarts,
  notReady,
  outsideEvent,
  sessionsOutside,
  slugFixed,
  stationFixed,
  wrongState,
} from '../errors.ts'
import type { Event, EventChange, EventState, Festival, Session } from '../model.ts'
import { checkCriteria } from './festival.ts'

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

function checked(facts: Pick<Event, 'startsAt' | 'endsAt' | 'stream'>, festival: Festival | null): void {
  if (facts.endsAt <= facts.startsAt) throw endsBeforeItStarts()
  if (festival) checkCriteria(facts, festival)
}

/** What an event begins with. */
export const blank = { reviewReason: null, sequence: 0, clonedFrom: null, releasedAt: null, madeUp: false }

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
export const propose = (
  facts: EventFacts & Pick<Event, 'editionId' | 'proposedBy'>,
  festival: Festival,
  at: Instant,
): Event => ({ ...draft(facts, festival, at), proposedBy: facts.proposedBy, state: 'proposed' })

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

/** Whatever the public page or a calendar shows. */
const watched = [
  'title',
  'startsAt',
  'endsAt',
  'zone',
  'venueId',
  'onlineUrl',
  'capacity',
  'kind',
  'hostName',
  'summary',
  'body',
  'stream',
  'festivalId',
] as const

/** A change of what is public counts up and goes into the public log; a draft just changes. */
export function change(event: Event, facts: EventFacts, festival: Festival | null, at: Instant): Changed {
  if (event.state === 'cancelled') throw wrongState(event.state)
  // Registrations and sessions carry the station of their event; links to what is public stand in calendars and mails.
  if (facts.stationId !== event.stationId) throw stationFixed()
  if (event.releasedAt !== null && facts.slug !== event.slug) throw slugFixed()
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

/** Its host mends a proposal that waits or was declined: it waits again. */
export function reproposed(event: Event, facts: Partial<EventFacts>, festival: Festival, at: Instant): Event {
  const again = event.state === 'proposed' ? event : proposeAgain(event, at)
  const next = { ...again, ...facts, changedAt: at }
  checked(next, festival)
  return next
}

/** The programme of an event changed: what is public counts up and says so. */
export function programmeChanged(event: Event, at: Instant): Changed {
  if (event.state === 'cancelled') throw wrongState(event.state)
  if (event.state !== 'released') return { event, log: null }
  const next = { ...event, sequence: event.sequence + 1, changedAt: at }
  return { event: next, log: logged(next, 'changed', ['sessions'], at) }
}

/** Its venue was mended: calendars and the public page show the new words. */
export function venueMended(event: Event, at: Instant): Changed {
  const next = { ...event, sequence: event.sequence + 1, changedAt: at }
  return { event: next, log: logged(next, 'changed', ['venueWords'], at) }
}

/** A session lies within its event. */
export function checkSession(session: Pick<Session, 'startsAt' | 'endsAt'>, event: Event): void {
  if (session.endsAt <= session.startsAt) throw endsBeforeItStarts()
  if (session.startsAt < event.startsAt || session.endsAt > event.endsAt) throw outsideEvent()
}

const isInside = (session: Pick<Session, 'startsAt' | 'endsAt'>, event: Event) =>
  session.startsAt >= event.startsAt && session.endsAt <= event.endsAt

/**
 * An event moved as a whole takes its sessions along, one made shorter must still hold them, and the rooms of another
 * venue are not theirs. Gives the sessions that changed.
 */
export function moveAlong(sessions: readonly Session[], before: Event, after: Event): Session[] {
  const ms = msBetween(before.startsAt, after.startsAt)
  const asWhole = ms !== 0 && ms === msBetween(before.endsAt, after.endsAt)
  if (!asWhole && before.venueId === after.venueId && sessions.every((each) => isInside(each, after)))
    return []
  const placed = sessions.map((session) => ({
    ...session,
    roomId: before.venueId === after.venueId ? session.roomId : null,
    startsAt: asWhole ? plus(session.startsAt, { ms }) : session.startsAt,
    endsAt: asWhole ? plus(session.endsAt, { ms }) : session.endsAt,
  }))
  if (!placed.every((each) => isInside(each, after))) throw sessionsOutside()
  return placed
}
