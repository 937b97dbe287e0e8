/** The nouns of 1:1 meetings: ids, shapes and the words a state can have. */
export {
  type Brokerage,
  BrokerageId,
  type Group,
  type Meeting,
  MeetingId,
  type Party,
  PartyId,
  type Phase,
  phases,
  type SetUp,
  type Slot,
  type Table,
  type Wish,
} from './model.ts'
/** Steps and commands for seeding: parties, their profiles and times, their wishes. */
export { addParty, joinBrokerage, saveProfile, tellAvailability } from './parties/commands.ts'
/** What a letter to a party needs to know (system only). */
export { type AboutParty, aboutParty } from './ready/queries.ts'
/** Opening and setting up the meetings of an event, for seeding and other doors. */
export { addSlots, addTables, moveOn, openBrokerage } from './setup/commands.ts'
/** Whoever takes part says whom they must, would like to, or do not want to meet. */
export { makeWish } from './wishes/commands.ts'
