/** Calls for projects, and projects: typed once, judged as frozen, shown as far as their people agreed. */

/** Steps for seeding. */
export { find as findCall, insert as insertCall, list as listCalls } from './calls/store.ts'
/** Somebody asks a project's people to get in touch, and sees no address. */
export { askContact } from './contact/commands.ts'
/** Somebody asks a project's people to get in touch: what a letter about it says. */
export { readContactLetter } from './contact/queries.ts'
/** What staff decide about projects; the contest and what follows is the host's. */
export { decideProjects } from './desk/commands.ts'
/**
 * Steps for judging, in its transaction: projects enter the contest and are frozen as they are; those that are not taken
 * leave it. The caller has asked who may. Refuse a project that was neither shortlisted nor shown.
 */
export { enterContest, type Frozen, leaveContest } from './desk/contest.ts'
/** What goes of a project's people when one of them is erased. */
export { eraseProjects } from './erase.ts'
/** For the export of a person's own data. */
export { ownProjects } from './export.ts'
/** What every fact of this module carries: ids only. */
export type { ContactFact, ProjectFact } from './facts.ts'
/** The film and the pictures of a project, wherever somebody may see them. */
export { Film, Pictures } from './film.tsx'
/** Step for seeding. */
export { insertFile as insertProjectFile } from './intake/store.ts'
/** The token of a team invitation's link. */
export { memberToken } from './intake/team.ts'
/** Step for later modules that let go of stored bytes: swept once nothing holds them. */
export { projectFiles } from './intake/video/store.ts'
/** What organisers put forward: a list of an edition, and a project that is on show at its end. */
export { listProject, makeList } from './lists/commands.ts'
/** The nouns. */
export {
  type Call,
  CallId,
  type Change,
  ContactId,
  type Field,
  type FrozenPassport,
  fields,
  type Maturity,
  type Member,
  MemberId,
  maturities,
  type Passport,
  type Project,
  ProjectId,
  type ProjectState,
  projectStates,
  type Shown,
  type Sought,
  soughtKinds,
  type View,
} from './model.ts'
/** Whether a project has been on show before, by its history. */
export { wasOnShow } from './rules.ts'
/**
 * Makes anew what each audience sees, in the transaction of whatever changed it; gives a project an award, which its page
 * then tells; the version of the consents' words.
 */
export { giveAward, refreshViews, showConsentText } from './show/commands.ts'
/** The exhibition of an edition as the reader may see it. */
export { readShow } from './show/queries.ts'
/** Steps for seeding and for reading within the reader's reach. */
export { insertShown } from './show/store/consents.ts'
/** Projects with team and files within the reader's reach, their changes; steps for seeding. */
export {
  changesOf as projectChanges,
  consentNames as projectConsentNames,
  find as findProject,
  insert as insertProject,
  insertChanges as insertProjectChanges,
  insertMember as insertProjectMember,
  list as listProjects,
  lock as lockProject,
  titled as projectsTitled,
  type Whole,
} from './store.ts'
