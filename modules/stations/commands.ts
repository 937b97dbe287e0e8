import { z } from 'zod'
import { command, type Tx } from '#kernel/command'
import { isCountry } from '#kernel/countries'
import { notFound } from '#kernel/errors'
import { newId } from '#kernel/ids'
import { bilingual, line } from '#kernel/text'
import { isZone, type Zone } from '#kernel/time'
import { ensurePerson, insertGrant, letStationSee } from '#modules/people'
import { currentEdition, ProgrammeId } from '#modules/programme'
import { may, mayOpenStations } from './access.ts'
import { type Station, StationId } from './model.ts'
import * as store from './store.ts'

const Country = z.string().refine(isCountry, 'kernel.field_choose')
const facts = {
  name: bilingual({ max: 120 }),
  city: bilingual({ max: 120 }),
  country: Country,
  territory: z.array(Country).max(80),
  zone: z.custom<Zone>((value) => typeof value === 'string' && isZone(value), 'stations.field_zone'),
  openedYear: z.number().int().min(1900).max(2200).nullable(),
  about: bilingual({ max: 2000, lines: 'many', optional: true }),
}

async function found(tx: Tx, id: StationId): Promise<Station> {
  const station = await store.find(tx, id)
  if (!station) throw notFound()
  return station
}

/** A new station; it takes part in the current edition at once. */
export const openStation = command({
  name: 'stations.open',
  input: z.object({
    programmeId: ProgrammeId,
    slug: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'stations.field_slug'),
    ...facts,
  }),
  load: (tx) => currentEdition(tx),
  allow: mayOpenStations,
  decide: (edition, input) => ({ station: { ...input, id: newId<'station'>() }, edition }),
  save: async (tx, { station, edition }) => {
    await store.insert(tx, station)
    if (edition) await store.joinEdition(tx, edition.id, [station.id])
  },
  audit: ({ station }) => ({ type: 'station', id: station.id, stationId: station.id }),
})

export const changeStation = command({
  name: 'stations.change',
  input: z.object({ stationId: StationId, ...facts }),
  load: (tx, { stationId }) => found(tx, stationId),
  allow: may.edit,
  decide: (station, { stationId: _id, ...input }): Station => ({ ...station, ...input }),
  save: store.save,
  audit: (station) => ({ type: 'station', id: station.id, stationId: station.id }),
})

/** Gives somebody a part in a station by their address; who has no account yet signs in with a code. */
export const inviteStaff = command({
  name: 'stations.invite_staff',
  input: z.object({
    stationId: StationId,
    email: z.email('kernel.field_email').max(254),
    name: line(120),
    role: z.enum(['station_lead', 'station_staff']),
    locale: z.enum(['en', 'zh']),
  }),
  reach: { beyond: 'whether an address is known must be looked up among all people; may.staff is the lock' },
  load: (tx, { stationId }) => found(tx, stationId),
  allow: may.staff,
  decide: (station, input, { actor, at }) => ({
    station,
    input,
    at,
    by: actor.kind === 'person' ? actor.personId : null,
  }),
  save: async (tx, { station, input, at, by }) => {
    const name = { latinGiven: input.name, latinFamily: '', han: '', familyFirst: false }
    const person = await ensurePerson(tx, { email: input.email, name, locale: input.locale }, at)
    await letStationSee(tx, person.id, station.id)
    await insertGrant(tx, { personId: person.id, role: input.role, stationId: station.id, grantedBy: by }, at)
  },
  audit: ({ station }) => ({ type: 'station', id: station.id, stationId: station.id }),
})
