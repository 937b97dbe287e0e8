import { type Actor, type Role, visitor } from '#kernel/access'
import type { Tx } from '#kernel/command'
import { type Id, newId } from '#kernel/ids'
import { personName } from '#kernel/names'
import { type Instant, plainDate, zone } from '#kernel/time'
import { ensurePerson, insertGrant, letStationSee } from '#modules/people'
import { insertEdition, insertProgramme } from '#modules/programme'
import { insertStation } from '#modules/stations'

const text = (en: string) => ({ en, zh: '' })

/** An edition with two stations and one person for each part in the ledger, as actors with their grants. */
export async function anEditionWithPeople(tx: Tx, at: Instant) {
  const programmeId = newId<'programme'>()
  const editionId = newId<'edition'>()
  await insertProgramme(tx, { id: programmeId, slug: 'p', name: text('P'), about: text('') })
  await insertEdition(tx, {
    id: editionId,
    programmeId,
    number: 20,
    year: 2019,
    slug: '2019',
    name: text('20th'),
    startsOn: plainDate('2019-07-04'),
    endsOn: plainDate('2019-07-06'),
    zone: zone('Asia/Shanghai'),
    place: text('Dalian'),
    state: 'open',
    clonedFrom: null,
    createdAt: at,
  })
  const station = async (slug: string) => {
    const id = newId<'station'>()
    await insertStation(tx, {
      id,
      programmeId,
      slug,
      name: text(slug),
      city: text(slug),
      country: 'GB',
      territory: ['GB'],
      zone: zone('Europe/London'),
      openedYear: 2018,
      about: text(''),
    })
    return id
  }
  const [london, boston] = [await station('london'), await station('boston')]
  const who = async (
    mailbox: string,
    role: Role | null = null,
    stationId: Id<'station'> | null = null,
  ): Promise<Extract<Actor, { kind: 'person' }>> => {
    const email = `${mailbox}@example.org`
    const person = await ensurePerson(
      tx,
      { email, name: personName({ latinGiven: mailbox }), locale: 'en' },
      at,
    )
    if (role === null) return { kind: 'person', personId: person.id, grants: [] }
    await insertGrant(tx, { personId: person.id, role, stationId, grantedBy: null }, at)
    return { kind: 'person', personId: person.id, grants: [{ role, stationId }] }
  }
  const scholar = await who('scholar')
  await letStationSee(tx, scholar.personId, london)
  return {
    editionId,
    london,
    boston,
    visitor,
    scholar,
    lead: await who('lead', 'station_lead', london),
    neighbour: await who('neighbour', 'station_lead', boston),
    organiser: await who('organiser', 'organiser'),
    secondOrganiser: await who('organiser2', 'organiser'),
    verifier: await who('verifier', 'verifier'),
    secondVerifier: await who('verifier2', 'verifier'),
    auditor: await who('auditor', 'auditor'),
  }
}

export type People = Awaited<ReturnType<typeof anEditionWithPeople>>
