import { sql } from 'kysely'
import type { Actor, Role } from '#kernel/access'
import type { Id } from '#kernel/ids'
import { type Instant, plus } from '#kernel/time'
import { filesOf } from '../../apps/files.ts'
import { demoAccounts, loadDemo } from '../../db/demo/index.ts'
import { invitationToken, registrationToken } from '../../modules/registration/links.ts'
import { testHouse } from './house.ts'

/** The day on which the tests look at the demo edition. */
const today = '2026-11-24T12:00:00Z'

/** The whole house with the demo edition in it: its people as they act, and the personal links that letters carry. */
export async function demoHouse() {
  const house = await testHouse({ demo: true, at: today })
  await loadDemo({ ...house, files: await filesOf(house), now: house.clock.now() })
  const found = await house.tx(async (tx) => ({
    people: await sql<{
      id: Id<'person'>
      email: string
      role: Role | null
      stationId: Id<'station'> | null
      organisationId: Id<'organisation'> | null
    }>`
      select person.id, person.email, role, station_id as "stationId", organisation_id as "organisationId" from person
      left join role_grant on person_id = person.id and revoked_at is null
      where person.email = any(${demoAccounts.map(({ email }) => email)})`.execute(tx),
    registrations: await sql<{ id: Id<'registration'>; endsAt: Instant; state: string }>`
      select distinct on (registration.state) registration.id, ends_at as "endsAt", registration.state
      from registration join event on event.id = event_id order by registration.state, ends_at desc`.execute(
      tx,
    ),
    invitations: await sql<{ id: Id<'invitation'> }>`select id from invitation limit 3`.execute(tx),
  }))
  const actors = new Map<string, Actor>(
    demoAccounts.map(({ email }) => {
      const mine = found.people.rows.filter((person) => person.email === email)
      const [first] = mine
      if (!first) throw new Error(`the demo has no ${email}`)
      return [
        email,
        {
          kind: 'person',
          personId: first.id,
          grants: mine.flatMap(({ role, stationId, organisationId }) =>
            role ? [{ role, stationId, organisationId }] : [],
          ),
        },
      ]
    }),
  )
  const links = [
    ...found.registrations.rows.map(
      ({ id, endsAt }) => `/en/registrations/${registrationToken(house.keys, id, endsAt)}`,
    ),
    ...found.invitations.rows.map(
      ({ id }) => `/en/invitations/${invitationToken(house.keys, id, plus(house.clock.now(), { days: 9 }))}`,
    ),
  ]
  return { ...house, actors, links }
}
