import { z } from 'zod'
import { beyond, command } from '#kernel/command'
import { newId } from '#kernel/ids'
import { actingFor, loadOwn } from '../market/load.ts'
import { type Party, PartyId } from '../model.ts'
import { lockParties, saveParties } from '../parties/store.ts'

/** A new secret in the address of a party's calendar: whoever had the old one finds nothing there any more. */
export const renewFeed = command({
  name: 'meetings.renew_feed',
  input: z.object({ partyId: PartyId, byLink: z.boolean().default(false) }),
  reach: beyond('by the signed link there is no account; the use case writes nothing but its own party'),
  load: async (tx, { partyId, byLink }, { actor }) => {
    const { stage, me } = await loadOwn(tx, partyId, actor, byLink)
    const [party] = await lockParties(tx, [partyId])
    if (!party) throw new Error('a party was loaded and could not be locked')
    return { brokerage: stage.brokerage, me, party }
  },
  // The desk acts for a party at its counter, but has no business with its secrets.
  allow: (actor, { me, brokerage }, { byLink }) => actingFor(actor, me, brokerage, byLink) === 'party',
  decide: ({ brokerage, party }): { brokerage: typeof brokerage; party: Party } => ({
    brokerage,
    party: { ...party, feedKey: newId() },
  }),
  save: (tx, { brokerage, party }) => saveParties(tx, brokerage, [party]),
  audit: ({ brokerage, party }) => ({ type: 'party', id: party.id, stationId: brokerage.stationId }),
})
