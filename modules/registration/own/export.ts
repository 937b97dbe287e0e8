import { sql } from 'kysely'
import type { PersonExport } from '#modules/people'
import * as store from './store.ts'

/** Everything a person has registered for, as it is kept. */
export const ownRegistrations: PersonExport = {
  name: 'registrations',
  read: (tx, personId) => store.listOf(tx, personId),
}

/** Being there: invitations to the address, tickets, scans at doors, attendances, and what became of registrations when. */
export const ownPresence: PersonExport = {
  name: 'presence',
  beyond:
    'scans and invitations are the station’s rows; those of the asker are named by their registrations and address',
  read: async (tx, personId) => {
    const own = sql`(select registration.id from registration where person_id = ${personId})`
    const rows = async (what: ReturnType<typeof sql<object>>) => (await what.execute(tx)).rows
    return {
      invitations: await rows(sql`select id, event_id as "eventId", email, name, created_at as "createdAt",
          used_at as "usedAt", withdrawn_at as "withdrawnAt" from invitation
        where email = (select email from person where id = ${personId})`),
      tickets: await rows(sql`select registration_id as "registrationId", serial, issued_at as "issuedAt",
          revoked_at as "revokedAt" from ticket where registration_id in ${own}`),
      scans: await rows(sql`select id, event_id as "eventId", scanned_at as "scannedAt", verdict from scan
        where registration_id in ${own} order by scanned_at`),
      attendances:
        await rows(sql`select registration_id as "registrationId", event_id as "eventId", at from attendance
        where person_id = ${personId} order by at`),
      changes: await rows(sql`select id, registration_id as "registrationId", at, was, became, reason
        from registration_change where registration_id in ${own} order by at`),
    }
  },
}
