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
