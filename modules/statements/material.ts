import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import { standingOutcomes } from '#modules/outcomes'
import { readPersons } from '#modules/people'
import { attendancesOf, registeredOf } from '#modules/registration'
import type { Material } from './model.ts'

/** Reads what there is to count in an edition, in one transaction, so that all numbers are of one moment. */
export async function readMaterial(tx: Tx, editionId: Id<'edition'>): Promise<Material> {
  const registered = await registeredOf(tx, { editionId })
  const attendances = await attendancesOf(tx, { editionId })
  const outcomes = await standingOutcomes(tx, editionId)
  const people = await readPersons(tx, [
    ...new Set([...registered, ...attendances].map(({ personId }) => personId)),
  ])
  const withCountry = (row: (typeof registered)[number] | (typeof attendances)[number]) => ({
    registrationId: row.registrationId,
    personId: row.personId,
    stationId: row.stationId,
    country: people.get(row.personId)?.country ?? null,
  })
  return {
    registered: registered.map(withCountry),
    attendances: attendances.map(withCountry),
    outcomes: outcomes.map(({ id, terms, level, stationId }) => ({
      id,
      type: terms.type,
      force: terms.type === 'contract' ? terms.force : null,
      level,
      stationId,
    })),
  }
}
