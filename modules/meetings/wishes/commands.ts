import { z } from 'zod'
import { personIdOf } from '#kernel/access'
import { command } from '#kernel/command'
import { notFound, signInFirst } from '#kernel/errors'
import { prose } from '#kernel/text'
import { EventId } from '#modules/events'
import { isOwn } from '../access.ts'
import * as errors from '../errors.ts'
import { PartyId, wishKinds } from '../model.ts'
import { findParty, lockPartyOf } from '../parties/store.ts'
import { findBrokerage, groupsOf, pairingsOf } from '../setup/store.ts'
import { mostNote, wished } from './rules/wishing.ts'
import * as store from './store.ts'

/**
 * Says of another party that one must, would like to, or does not want to meet it; null takes it back.
 * Whom it is about is never told; a note with it is read by the other when the two have a meeting that stands.
 */
export const makeWish = command({
  name: 'meetings.wish',
  input: z.object({
    eventId: EventId,
    to: PartyId,
    kind: z.enum(wishKinds).nullable(),
    /** For the other to read once they meet; null leaves what was written. */
    note: prose(mostNote).nullish(),
  }),
  load: async (tx, { eventId, to }, { actor }) => {
    const personId = personIdOf(actor)
    if (personId === null) throw signInFirst()
    const brokerage = await findBrokerage(tx, eventId)
    const from = brokerage && (await lockPartyOf(tx, brokerage.id, personId))
    if (!brokerage || !from || from.withdrawnAt !== null) throw notFound()
    const group = (await groupsOf(tx, brokerage.id)).find(({ id }) => id === from.groupId)
    const other = await findParty(tx, to)
    if (!group || !other) throw errors.noSuchParty()
    return {
      brokerage,
      from,
      to: other,
      group,
      pairings: await pairingsOf(tx, brokerage.id),
      wishes: await store.wishesFrom(tx, from.id),
    }
  },
  allow: (actor, { from }) => isOwn(actor, from),
  decide: (loaded, { kind, note }, { at }) => ({ ...loaded, wish: wished(loaded, kind, note ?? null, at) }),
  save: async (tx, { brokerage, from, to, wish }) => {
    if (wish === null) await store.removeWish(tx, from.id, to.id)
    else await store.saveWishes(tx, { ...from, stationId: brokerage.stationId }, [wish])
  },
})
