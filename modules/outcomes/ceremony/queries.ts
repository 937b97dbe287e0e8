import { z } from 'zod'
import { everyone } from '#kernel/access'
import { beyond, query, type Tx } from '#kernel/command'
import { notFound } from '#kernel/errors'
import * as outcomes from '../store.ts'
import { mayHold, mayWatch } from './access.ts'
import { byLink, contractOf, linkReach } from './commands.ts'
import { type Ceremony, CeremonyId, type Contract, SideId } from './model.ts'
import { sideIn } from './rules.ts'
import * as store from './store.ts'
import { wallOf } from './wall.ts'

async function withContracts(
  tx: Tx,
  ceremonyId: Ceremony['id'],
): Promise<{ ceremony: Ceremony; contracts: Contract[] }> {
  const ceremony = await store.findCeremony(tx, ceremonyId)
  if (!ceremony) throw notFound()
  const signings = await store.signingsOf(tx, ceremonyId)
  const records = await outcomes.findMany(
    tx,
    signings.map(({ outcomeId }) => outcomeId),
  )
  return {
    ceremony,
    contracts: signings.flatMap((signing) => {
      const outcome = records.get(signing.outcomeId)
      return outcome ? [{ signing, outcome }] : []
    }),
  }
}

/** Every ceremony, newest first. */
export const listCeremonies = query({
  name: 'outcomes.list_ceremonies',
  input: z.object({}),
  load: (tx) => store.listCeremonies(tx),
  allow: mayWatch,
})

/** One ceremony with its queue, as hosts see it. */
export const readCeremony = query({
  name: 'outcomes.read_ceremony',
  input: z.object({ ceremonyId: CeremonyId }),
  load: (tx, { ceremonyId }) => withContracts(tx, ceremonyId),
  allow: mayWatch,
})

/** Contracts that can be put into a ceremony's queue. */
export const listSignable = query({
  name: 'outcomes.list_signable',
  input: z.object({ ceremonyId: CeremonyId }),
  load: async (tx, { ceremonyId }) => {
    const ceremony = await store.findCeremony(tx, ceremonyId)
    if (!ceremony) throw notFound()
    return { ceremony, contracts: await store.signable(tx, ceremony.editionId) }
  },
  allow: mayHold,
})

/** What a side's link shows. */
export const readSide = query({
  name: 'outcomes.read_side',
  input: z.object({ sideId: SideId }),
  reach: linkReach,
  load: async (tx, { sideId }) => {
    const contract = await contractOf(tx, sideId, false)
    const ceremony = await store.findCeremony(tx, contract.signing.ceremonyId)
    if (!ceremony) throw notFound()
    return { ...contract, ceremony, side: sideIn(contract.signing, sideId) }
  },
  allow: byLink,
})

/** The queue as the hall sees it: no name of anybody who did not agree. */
export const readWall = query({
  name: 'outcomes.read_wall',
  input: z.object({ ceremonyId: CeremonyId }),
  reach: beyond(
    'the wall counts everybody’s signatures, and names only contracts that both sides let it name',
  ),
  load: async (tx, { ceremonyId }) => {
    const { ceremony, contracts } = await withContracts(tx, ceremonyId)
    return { ceremony, onWall: wallOf(contracts) }
  },
  allow: everyone('a wall hangs in the hall; it names only what both sides agreed to publish'),
})
