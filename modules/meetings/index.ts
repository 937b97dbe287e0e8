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
/** Opening and setting up the meetings of an event, for seeding and other doors. */
export { addSlots, addTables, moveOn, openBrokerage } from './setup/commands.ts'
