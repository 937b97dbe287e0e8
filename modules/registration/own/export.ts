import type { PersonExport } from '#modules/people'
import * as store from './store.ts'

/** Everything a person has registered for, as it is kept. */
export const ownRegistrations: PersonExport = {
  name: 'registrations',
  read: (tx, personId) => store.listOf(tx, personId),
}
