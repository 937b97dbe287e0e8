/** What people attend: half-open times, the place's zone, `sequence` of changes after the release. */

/** Hosts manage every event, station staff those of their station; other people manage none. */
export { mayManageEvent } from './access.ts'
/** An iCalendar of events: UTC, stable UID, SEQUENCE, cancelled ones marked. */
export { type Addressed, type ByMail, calendarOf, peopleOf, uidOf } from './calendar.ts'
/** What goes of programmes when a person is erased. */
export { eraseFromEvents } from './erase.ts'
/** For the export of a person's own data. */
export { ownEvents } from './export.ts'
/** Goes with what stands above. */
export {
  type Event,
  EventId,
  type EventKind,
  eventKinds,
  type Festival,
  FestivalId,
  type Room,
  type Session,
  SessionId,
  type Speaker,
  type Venue,
} from './model.ts'
/** One event; a public one by its addresses; lists narrowed to the reader's reach, by start. */
/** Steps for seeding. */
export {
  find as findEvent,
  findPublic as findReleasedEvent,
  insert as insertEvent,
  insertSessions,
  list as listEvents,
  sessionsOf,
} from './store/event.ts'
/** Places and festivals. */
export {
  findFestival,
  insertFestival,
  insertRoom,
  insertVenue,
  listFestivals,
  roomsOf,
  venuesOf,
} from './store/place.ts'
