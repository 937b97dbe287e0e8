import { z } from 'zod'
import { signedIn } from '#kernel/access'
import { query } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { deskEdition, findEdition, findShownEdition, listEditions } from '#modules/programme'
import { listStations } from '#modules/stations'
import { mayCall, publicCalls } from '../access.ts'
import { CallId } from '../model.ts'
import { countByState } from '../store.ts'
import * as store from './store.ts'

/** Calls of an edition that founders may answer, and those that are over. */
export const listPublicCalls = query({
  name: 'projects.public_calls',
  input: z.object({ edition: z.string().max(60) }),
  load: async (tx, { edition: slug }, { actor }) => {
    const edition = await findShownEdition(tx, slug, actor)
    if (!edition) throw notFound()
    const calls = await store.list(tx, edition.id)
    return {
      edition,
      calls: calls.filter(({ state }) => state !== 'draft'),
      stations: await listStations(tx),
    }
  },
  allow: publicCalls,
})

/** Calls of every edition that take projects now, and those that will; whichever ends first comes first. */
export const listOpenCalls = query({
  name: 'projects.open_calls',
  input: z.object({}),
  load: async (tx, _input, { at }) => {
    const editions = new Map((await listEditions(tx)).map((edition) => [edition.id, edition]))
    const calls = (await store.listNotOver(tx, at)).flatMap((call) => {
      const edition = editions.get(call.editionId)
      return edition && edition.state !== 'draft' ? [{ call, edition }] : []
    })
    return { calls, stations: await listStations(tx) }
  },
  allow: publicCalls,
})

export const readPublicCall = query({
  name: 'projects.public_call',
  input: z.object({ edition: z.string().max(60), call: z.string().max(80) }),
  load: async (tx, { edition: slug, call: callSlug }, { actor }) => {
    const edition = await findShownEdition(tx, slug, actor)
    const call = edition && (await store.findBySlug(tx, edition.id, callSlug))
    if (!call || call.state === 'draft') throw notFound()
    return { edition, call, stations: await listStations(tx) }
  },
  allow: publicCalls,
})

/** The desk's list of calls, with how many projects are in each state. */
export const listCalls = query({
  name: 'projects.calls',
  input: z.object({ edition: z.string().max(60).nullable() }),
  load: async (tx, { edition: slug }, { actor }) => {
    const edition = await deskEdition(tx, slug)
    const editions = await listEditions(tx)
    if (!edition) return { edition: null, editions, calls: [], stations: [] }
    const calls = (await store.list(tx, edition.id)).filter((call) => mayCall.desk(actor, call))
    return {
      edition,
      editions,
      calls: await Promise.all(
        calls.map(async (call) => ({ call, counts: await countByState(tx, edition.id, call.id) })),
      ),
      stations: await listStations(tx),
    }
  },
  allow: signedIn,
})

export const readCall = query({
  name: 'projects.call',
  input: z.object({ callId: CallId }),
  load: async (tx, { callId }, { actor }) => {
    const call = await store.find(tx, callId)
    if (!call || !mayCall.desk(actor, call)) throw notFound()
    const edition = await findEdition(tx, call.editionId)
    if (!edition) throw notFound()
    return {
      call,
      edition,
      stations: await listStations(tx),
      counts: await countByState(tx, edition.id, call.id),
    }
  },
  allow: (actor, { call }) => mayCall.desk(actor, call),
})
