/** How the meetings of an organisation's parties went, event by event, and what they want next. Counts; take the reader's transaction. */
/** Meetings of one person in an edition, with whom and where. */
export {
  type BookedWith,
  bookedWith,
  type MeetingsAt,
  meetingsFor,
  nextStepsFor,
} from './enterprise/store.ts'
/** What a letter to a guest who is asked to take part needs to know (system only). */
export { type AboutInvited, aboutInvited } from './invite/queries.ts'
/** The nouns of 1:1 meetings: ids, shapes and the words a state can have. */
export {
  type Brokerage,
  BrokerageId,
  type Group,
  type Meeting,
  MeetingId,
  nextSteps,
  type Party,
  PartyId,
  type Phase,
  phases,
  type SetUp,
  type Slot,
  type Table,
  type Wish,
} from './model.ts'
/** A party's meetings as a calendar: UTC, stable UID, SEQUENCE, what does not stand any more as cancelled. */
export { meetingCalendar } from './own/calendar.ts'
/** What goes of meetings when a person is erased. */
export { eraseMeetings } from './own/erase.ts'
/** For the export of a person's own data: what they wrote, wished, met and said in 1:1 meetings. */
export { ownMeetings } from './own/export.ts'
/** The token of a party's personal link: made with the installation's keys. */
export { partyToken } from './own/link.ts'
/** A party's own timetable, with whom it meets and why: by account, by signed link, or for the desk that acts for it. */
export { type OwnMeeting, type OwnTimetable, readOwnTimetable } from './own/queries.ts'
/** What a meeting is called to one of its two: who, where, why; and as an entry of a calendar. */
export { entryOf, whereText, whoText, whyText } from './own/words.ts'
/** Steps and commands for seeding: parties, their profiles and times, their wishes. */
export { addParty, joinBrokerage, saveProfile, tellAvailability } from './parties/commands.ts'
/** The same for phases that were moved (system only). */
export { type AboutMove, aboutMove } from './phases/queries.ts'
/** What a letter to a party needs to know (system only). */
export { type AboutParty, aboutParty } from './ready/queries.ts'
/** Opening and setting up the meetings of an event, for seeding and other doors. */
export { addSlots, addTables, moveOn, openBrokerage } from './setup/commands.ts'
/** One meeting, within the reader's reach. */
export { findMeeting } from './timetable/store/meeting.ts'
/** Whoever takes part says whom they must, would like to, or do not want to meet. */
export { makeWish } from './wishes/commands.ts'
