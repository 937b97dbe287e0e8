import { sql } from 'kysely'
import type { Actor } from '#kernel/access'
import type { Tx } from '#kernel/command'
import { type Id, newId } from '#kernel/ids'
import { personName } from '#kernel/names'
import { EventId } from '#modules/events'
import { ensurePerson, type Person } from '#modules/people'
import type { TestDatabase } from '../../tools/test/database.ts'
import { arrangeCategory, arrangeEvent } from '../registration/arrange.fixtures.ts'

/** An event of a London station, its staff and a neighbour's, and guests with a place there. */
export async function arrangeMeetings(db: TestDatabase, over: Parameters<typeof arrangeEvent>[1] = {}) {
  const at = db.clock.now()
  const place = await db.tx((tx) => arrangeEvent(tx, over))
  const other = await db.tx((tx) => arrangeEvent(tx))
  const category = await db.tx((tx) => arrangeCategory(tx, place))
  const staff = (email: string, stationId: Id<'station'>) =>
    db.tx(async (tx): Promise<Actor> => {
      const { id } = await makePerson(tx, email, at)
      return { kind: 'person', personId: id, grants: [{ role: 'station_lead', stationId }] }
    })
  let guests = 0
  return {
    ...place,
    eventId: EventId.parse(place.eventId),
    lead: await staff(`lead-${place.stationId}@example.org`, place.stationId),
    neighbour: await staff(`lead-${other.stationId}@example.org`, other.stationId),
    /** Somebody with a place at the event (or whatever state is told), as who acts and as who is on record. */
    guest: async (
      facts: { han?: string; given?: string; family?: string; state?: string; locale?: 'en' | 'zh' } = {},
    ): Promise<{ actor: Actor; person: Person }> => {
      guests += 1
      const email = `guest-${guests}-${place.eventId}@example.org`
      const person = await db.tx(async (tx) => {
        const made = await makePerson(tx, email, at, facts)
        await sql`insert into registration (id, event_id, category_id, station_id, person_id, state, answers, place, request_key,
            locale, link_sent_at, created_at, offered_until)
          values (${newId()}, ${place.eventId}, ${category.id}, ${place.stationId}, ${made.id},
            ${facts.state ?? 'admitted'}, '{}', ${guests}, ${newId()}, ${facts.locale ?? 'en'}, ${at}, ${at}, null)`.execute(
          tx,
        )
        await sql`insert into person_station (person_id, station_id) values (${made.id}, ${place.stationId})`.execute(
          tx,
        )
        return made
      })
      return { person, actor: { kind: 'person', personId: person.id, grants: [] } }
    },
  }
}

const makePerson = (
  tx: Tx,
  email: string,
  at: Person['createdAt'],
  facts: { han?: string; given?: string; family?: string; locale?: 'en' | 'zh' } = {},
) =>
  ensurePerson(
    tx,
    {
      email,
      name: personName({
        latinGiven: facts.given ?? 'Wei',
        latinFamily: facts.family ?? 'Li',
        han: facts.han ?? '',
      }),
      locale: facts.locale ?? 'en',
    },
    at,
  )
