/** Who may read one introduction; who works with them, for the console's navigation. */
export { mayReadIntroduction, readsIntroductions } from './introductions/access.ts'
/** A station's first bringing of a person, project or enterprise. */
export { type Introduction, IntroductionId } from './introductions/model.ts'
/** What the export of own data and an erasure do with introductions. */
export { eraseIntroductions, ownIntroductions } from './introductions/own.ts'
/** One introduction; those of an edition on which an outcome may rest. Narrowed to the reader's reach. */
/** Steps for seeding. */
export {
  find as findIntroduction,
  insert as insertIntroduction,
  standingIn as introductionsStanding,
} from './introductions/store.ts'
/** A branch abroad: its city, territory (ISO 3166 codes), zone. */
export { type Station, StationId } from './model.ts'
/** One station, or those of an edition. Everybody may read them. */
/** Steps for seeding: a station, and its part in an edition. */
export {
  find as findStation,
  findBySlug as findStationBySlug,
  insert as insertStation,
  joinEdition,
  list as listStations,
} from './store.ts'
