import type { Actor, Role } from '#kernel/access'
import type { Tx } from '#kernel/command'
import { type Id, newId } from '#kernel/ids'
import { personName } from '#kernel/names'
import { type Instant, plainDate, zone } from '#kernel/time'
import { ensurePerson } from '#modules/people'
import { type Edition, insertEdition, insertProgramme } from '#modules/programme'
import { insertStation, type Station } from '#modules/stations'

const text = (en: string) => ({ en, zh: '' })

export const holding = (
  role: Role,
  stationId: Id<'station'> | null = null,
  personId = newId<'person'>(),
): Actor => ({ kind: 'person', personId, grants: [{ role, stationId }] })

/** A programme with two editions a year apart and two stations, and a person who may host a side event. */
export async function arrangeSummit(tx: Tx, at: Instant) {
  const programmeId = newId<'programme'>()
  await insertProgramme(tx, { id: programmeId, slug: programmeId, name: text('Summit'), about: text('') })
  const edition = async (number: number, year: number): Promise<Edition> => {
    const made: Edition = {
      id: newId<'edition'>(),
      programmeId,
      number,
      year,
      slug: String(year),
      name: text(`${number}th summit`),
      startsOn: plainDate(`${year}-07-04`),
      endsOn: plainDate(`${year}-07-06`),
      zone: zone('Asia/Shanghai'),
      place: text('Dalian'),
      state: 'open',
      clonedFrom: null,
      createdAt: at,
    }
    await insertEdition(tx, made)
    return made
  }
  const station = async (slug: string): Promise<Station> => {
    const made: Station = {
      id: newId<'station'>(),
      programmeId,
      slug,
      name: text(slug),
      city: text(slug),
      country: 'GB',
      territory: ['GB'],
      zone: zone('Europe/London'),
      openedYear: 2018,
      about: text(''),
    }
    await insertStation(tx, made)
    return made
  }
  const person = await ensurePerson(
    tx,
    { email: 'host@example.org', name: personName({ latinGiven: 'Wei' }), locale: 'en' },
    at,
  )
  return {
    edition: await edition(20, 2019),
    next: await edition(21, 2020),
    london: await station('london'),
    boston: await station('boston'),
    host: { kind: 'person', personId: person.id, grants: [] } satisfies Actor,
  }
}
