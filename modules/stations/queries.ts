import { z } from 'zod'
import { query } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { listGrants, readPersons } from '#modules/people'
import { currentEdition, findProgramme } from '#modules/programme'
import { may, publicStations } from './access.ts'
import * as store from './store.ts'

/** The stations of the current edition, or all before there is one. */
export const listAll = query({
  name: 'stations.list',
  input: z.object({}),
  load: async (tx) => ({
    programme: await findProgramme(tx),
    edition: await currentEdition(tx),
    stations: await store.list(tx),
  }),
  allow: publicStations,
})

export const readStation = query({
  name: 'stations.read',
  input: z.object({ slug: z.string().max(60) }),
  load: async (tx, { slug }) => {
    const station = await store.findBySlug(tx, slug)
    if (!station) throw notFound()
    return { station, edition: await currentEdition(tx) }
  },
  allow: publicStations,
})

/** The working page: the station with its staff. A neighbour's is not found. */
export const readStationDesk = query({
  name: 'stations.desk',
  input: z.object({ slug: z.string().max(60) }),
  load: async (tx, { slug }, { actor }) => {
    const station = await store.findBySlug(tx, slug)
    if (!station || !may.view(actor, station)) throw notFound()
    const grants = await listGrants(tx, station.id)
    return {
      station,
      grants,
      people: await readPersons(
        tx,
        grants.map(({ personId }) => personId),
      ),
    }
  },
  allow: (actor, { station }) => may.view(actor, station),
})
