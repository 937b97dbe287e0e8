/** Asks for a place; many at once are decided together. See RegisterInput for what it takes. */
export { type Registered, register } from './admission/commands.ts'
/** The request for a place as doors send it, and the version of the consents' words. */
export { consentText, RegisterInput } from './admission/wire.ts'
/** Step for seeding: writes a category. */
export { insertCategory } from './categories/store.ts'
/** Tickets and being there: the facts, steps that give tickets and sign and read their codes, and who is in. */
export {
  type CheckedIn,
  drawQr,
  issueTickets,
  type Present,
  presentPeople,
  presentRegistrations,
  signTicket,
  ticketOf,
} from './doorway/index.ts'
/** What every fact of this module carries: ids only. */
export type { RegistrationFact } from './facts.ts'
/** Every minute: offers that were not taken end, and the next in line is asked. */
export { jobs } from './jobs.ts'
/** Tokens of the links in mails: made with the installation's keys, read back to an id or null. */
export {
  invitationToken,
  readInvitationToken,
  readRegistrationToken,
  registrationToken,
} from './links.ts'
/** The nouns. A registration's state says whether it holds a place: see holdsPlace. */
export {
  type Answers,
  type Category,
  CategoryId,
  holdsPlace,
  type Invitation,
  InvitationId,
  isOver,
  type Registration,
  RegistrationId,
  type RegistrationState,
  registrationStates,
} from './model.ts'
/** Steps after the request: staff's on the guests they picked, the guest's own by account or signed link. */
export { acceptOffer, cancelOwn, changeAnswers, moveGuests, settleEvent } from './moves/commands.ts'
/** What goes of registrations when a person is erased. */
export { eraseRegistrations } from './own/erase.ts'
/** For the export of a person's own data: what they registered for. */
export { ownPresence, ownRegistrations } from './own/export.ts'
/** Names of the events and stations that consents were given to, by `event:<id>` and `station:<id>`. */
export { recipientNames } from './own/store.ts'
/** Forms of questions, for whoever asks some: what a form is, reading answers by it, changing it. */
export { formAfter, QuestionChange } from './questions/editing.ts'
/** The same on screen: the questions to answer, the list for their maker, and the pages that write one. */
export { answersIn, nameOf as answerName, QuestionFields } from './questions/fields.tsx'
/** The questions of a form in order, each leading to where it is changed. */
export { FormSection } from './questions/list.tsx'
/** One question: its type, words in both languages, and when it is asked. */
export type { Question } from './questions/model.ts'
/** The pages that write a form, for whatever record keeps it. */
export { questionRoutes } from './questions/pages.tsx'
/** Whether a question is asked after some answers; reads answers as sent, with a problem for each that is wrong. */
export { isAsked, readAnswers } from './questions/rules.ts'
/** An answer in the reader's words; '' where there is none. */
export { answerText } from './questions/words.ts'
/** Rows for statements, meetings and mails, within the reader's reach. */
export {
  attendancesOf,
  listCategories,
  type Presence,
  readRegistrations,
  registeredOf,
  registrationsOf,
} from './store.ts'
