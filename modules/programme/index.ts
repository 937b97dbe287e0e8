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
/** The programme, one edition, the current one, all of them newest first. Drafts are included. */
/** Steps for seeding. */
export {
  credits as creditsOf,
  current as currentEdition,
  find as findEdition,
  findBySlug as findEditionBySlug,
  findOrganisation,
  findProgramme,
  insert as insertEdition,
  insertOrganisation,
  insertProgramme,
  list as listEditions,
  organisations as listOrganisations,
  organisationsNamed,
  saveCredits,
} from './store.ts'
