/** A programme, its editions (days at the place of `zone`), organisations and their credits. */

/** Who runs the programme. */
export { mayOrganise } from './access.ts'
/** Opens, clones, changes and moves editions; credits in order. Refuse what `rules.ts` says. */
export {
  addOrganisation,
  changeCredits,
  changeEdition,
  cloneEdition,
  moveEdition,
  openEdition,
} from './commands.ts'
/** Goes with what stands above. */
export {
  type Credit,
  type CreditKind,
  creditKinds,
  type Edition,
  EditionId,
  type Organisation,
  OrganisationId,
  type Programme,
  ProgrammeId,
} from './model.ts'
/** One organisation, for a letter (system only). */
export { readOrganisation } from './queries.ts'
/** The programme, one edition (for its public pages: `findShownEdition`), the desk's, the current one, all newest first. */
/** Organisations: by id, by words of the name, by the exact name in either language. */
/** Steps for seeding. */
export {
  credits as creditsOf,
  current as currentEdition,
  find as findEdition,
  findBySlug as findEditionBySlug,
  findOrganisation,
  findProgramme,
  findShown as findShownEdition,
  forDesk as deskEdition,
  insert as insertEdition,
  insertOrganisation,
  insertProgramme,
  list as listEditions,
  organisations as listOrganisations,
  organisationsCalled,
  organisationsNamed,
  readOrganisations,
  saveCredits,
} from './store.ts'
/** Leads staff from one edition to another on a page that is about one. */
export { EditionTabs } from './tabs.tsx'
