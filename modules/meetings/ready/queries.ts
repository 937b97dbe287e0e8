import { z } from 'zod'
import { query } from '#kernel/command'
import { findEvent } from '#modules/events'
import { findPerson } from '#modules/people'
import { findEdition } from '#modules/programme'
import { PartyId } from '../model.ts'
import { missingIn } from '../parties/rules.ts'
import { findParty } from '../parties/store.ts'
import { nextPhase } from '../phases/rules.ts'
import { brokerageById } from '../setup/store.ts'
import { quotaOf } from '../wishes/rules/wishing.ts'
import { wishesFrom } from '../wishes/store.ts'
import { owes } from './rules.ts'

/** A party with all that a letter to it says; null when it has left meanwhile. */
export const aboutParty = query({
  name: 'meetings.about_party',
  input: z.object({ partyId: PartyId }),
  load: async (tx, { partyId }, { at }) => {
    const party = await findParty(tx, partyId)
    const brokerage = party && (await brokerageById(tx, party.brokerageId))
    const event = brokerage && (await findEvent(tx, brokerage.eventId))
    const edition = event && (await findEdition(tx, event.editionId))
    const person = party && (await findPerson(tx, party.personId))
    if (!party || party.withdrawnAt !== null || !brokerage || !event || !edition || !person) return null
    const { wishes } = quotaOf({ mostWishes: 0, mostMusts: 0 }, await wishesFrom(tx, party.id))
    return {
      party,
      person,
      event,
      edition,
      owes: owes(party, wishes),
      missing: missingIn(party),
      next: nextPhase(brokerage, at),
    }
  },
  allow: (actor) => actor.kind === 'system',
})

export type AboutParty = NonNullable<Awaited<ReturnType<typeof aboutParty.load>>>
