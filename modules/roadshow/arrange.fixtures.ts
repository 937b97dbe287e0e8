// Builders for tests, scenarios and the benchmark: an event with people who are in, projects, and a roadshow of them.
import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import { type Id, newId } from '#kernel/ids'
import { personName } from '#kernel/names'
import { type Instant, instant, plus } from '#kernel/time'
import { ensurePerson } from '#modules/people'
import { insertCall, insertProject, insertShown, refreshViews, type Whole } from '#modules/projects'

import { aCall, aProject } from '../projects/fixtures.ts'
import { arrangeCategory, arrangeEvent } from '../registration/arrange.fixtures.ts'
import { aName, insertGuests } from '../registration/doorway/arrange.fixtures.ts'
import { anEntry, aRoadshow } from './fixtures.ts'
import type { Entry, Roadshow } from './model.ts'
import * as store from './store/roadshow.ts'

export type Guest = { personId: Id<'person'>; registrationId: Id<'registration'> }

/** An open category of an event and so many admitted guests; the first `inside` of them are checked in. */
export async function arrangeGuests(
  tx: Tx,
  event: { editionId: Id<'edition'>; eventId: Id<'event'>; stationId: Id<'station'> },
  count: number,
  inside: number,
  at: Instant,
): Promise<Guest[]> {
  const category = await arrangeCategory(tx, event)
  await sql`insert into admission (event_id, station_id) values (${event.eventId}, ${event.stationId})
    on conflict do nothing`.execute(tx)
  const ids = await insertGuests(
    tx,
    { ...event, categoryId: category.id },
    Array.from({ length: count }, () => aName()),
    at,
  )
  await sql`insert into attendance (registration_id, event_id, station_id, person_id, at)
    select id, event_id, station_id, person_id, ${at} from registration where id = any(${ids.slice(0, inside)}::uuid[])`.execute(
    tx,
  )
  const found = await sql<Guest>`select id as "registrationId", person_id as "personId" from registration
    where id = any(${ids}::uuid[])`.execute(tx)
  const byId = new Map(found.rows.map((guest) => [guest.registrationId, guest]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** A shown project of the edition, with all of it public. */
export async function arrangeProject(
  tx: Tx,
  { editionId, stationId }: { editionId: Id<'edition'>; stationId: Id<'station'> },
  callId: Id<'project_call'>,
  title: { en: string; zh: string },
  at: Instant,
): Promise<Whole['project']> {
  const entrant = await ensurePerson(
    tx,
    { email: `${newId()}@example.org`, name: personName({ latinGiven: 'Yue' }), locale: 'en' },
    at,
  )
  const project = aProject({
    editionId,
    callId,
    stationId,
    entrantId: entrant.id,
    state: 'shown',
    title,
    submittedAt: at,
  })
  await insertProject(tx, project, false)
  const consentId = newId<'consent'>()
  await sql`insert into consent (id, person_id, purpose, recipient, text_version, given_at, about)
    values (${consentId}, ${entrant.id}, 'project_show', 'public', 'test', ${at}, '{}')`.execute(tx)
  await insertShown(tx, project.id, stationId, [{ field: 'summary', recipient: 'public', consentId }])
  await refreshViews(tx, { project, team: [], files: [] }, at)
  return project
}

const names = ['Tidal power', 'Soft robots', 'Clear water', 'Cold sensors', 'Smart port'] as const
const namesZh = ['潮汐发电', '软体机器人', '净水', '低温传感器', '智慧港口'] as const

/** A released event in London with a roadshow of `projects` entries; `guests` admitted, `inside` of them checked in. */
export async function arrangeRoadshow(
  tx: Tx,
  {
    projects = 3,
    guests = 4,
    inside = guests,
    at = instant('2019-06-12T14:00:00Z'),
    ...over
  }: { projects?: number; guests?: number; inside?: number; at?: Instant } & Partial<Roadshow> = {},
) {
  const event = await arrangeEvent(tx, { startsAt: plus(at, { hours: -1 }), endsAt: plus(at, { hours: 5 }) })
  const hall = await arrangeGuests(tx, event, guests, inside, at)
  const call = aCall({ ...event, slug: newId(), onePerEntrant: false })
  await insertCall(tx, call)
  const roadshow = aRoadshow({
    eventId: event.eventId,
    stationId: event.stationId,
    startsAt: at,
    stateAt: at,
    changedAt: at,
    ...over,
  })
  await store.insert(tx, roadshow)
  const entries: Entry[] = []
  for (let index = 0; index < projects; index += 1) {
    const title = {
      en: names[index] ?? `Project ${index + 1}`,
      zh: namesZh[index] ?? `项目${index + 1}`,
    }
    const project = await arrangeProject(tx, event, call.id, title, at)
    entries.push(anEntry({ roadshowId: roadshow.id, projectId: project.id, title, position: index + 1 }))
  }
  await store.insertEntries(tx, roadshow, entries)
  return { ...event, callId: call.id, roadshow, entries, hall }
}
