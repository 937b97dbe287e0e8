import type { PersonExport } from '#modules/people'
import { aboutPerson } from '../store.ts'

/** For the export of a person's own data: every record about them as it stands. */
export const ownOutcomes: PersonExport = {
  name: 'outcomes',
  read: (tx, personId) => aboutPerson(tx, personId),
}
