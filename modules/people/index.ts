/** Accounts and sessions: `createAuth` gives `identify` for platform/http, the handler of /api/auth, and every way in. */
export { type Auth, type AuthOptions, createAuth } from './auth/index.ts'
/** Gives a role by e-mail address; takes one back (never the last administrator's). */
export { grantRole, revokeRole } from './commands.ts'
/** Erases whoever is due; what is told of requests; the list of who was erased. System only. */
export {
  askAgain,
  askErasure,
  askErasureFor,
  type ErasePorts,
  erasePerson,
  holdRecords,
  liftHold,
  undoErasure,
} from './erasure/commands.ts'
/** The jobs of erasure: every hour, and at once where that was asked. */
export { eraseDue } from './erasure/jobs.ts'
/** Whoever is being erased, and what a module does then. */
export type { Erasure, Leaving, PersonEraser } from './erasure/model.ts'
/** A request for a letter; who was erased, by id and moment (system only). */
export { listErased, readErasure } from './erasure/queries.ts'
/** One human over all editions. `email` is lower case; names in Latin and Han script. */
export { type Consent, type NewPerson, type Person, PersonId, type RoleGrant } from './model.ts'
/** A grant for the letter about it (system only). */
/** What a module adds to somebody's export of their own data. */
export { type PersonExport, readGrant } from './queries.ts'
/** Steps for the transaction of a later module; they need its reach. Addresses are compared without case. */
export { ensurePerson, letStationSee, recordConsent } from './steps.ts'
/** The same for many at once: `ensurePersons` gives persons by lower-case address. */
/** Those people that the reader's reach lets be seen. */
/** Roles: what a person holds now, all grants (of one station), who acts for an organisation and for which somebody does, and the step that gives one. */
/** Receipts: what a person has agreed to, newest first; ending what was agreed for one purpose and recipient. */
export {
  actedFor,
  actingFor,
  addMany as addPersons,
  consentsOf,
  ensureMany as ensurePersons,
  find as findPerson,
  findByEmail as findPersonByEmail,
  grantsEver,
  grantsOf,
  insertConsents as recordConsents,
  insertGrant,
  letStationSee as letStationsSee,
  listGrants,
  type NewConsent,
  readMany as readPersons,
  withdrawConsents,
} from './store.ts'
