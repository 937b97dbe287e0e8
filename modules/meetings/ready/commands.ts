import { z } from 'zod'
import { command } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { EventId } from '#modules/events'
import { may } from '../access.ts'
import * as errors from '../errors.ts'
import * as facts from '../facts.ts'
import { PartyId } from '../model.ts'
import { busyOf, lockParties, saveParties } from '../parties/store.ts'
import { findBrokerage } from '../setup/store.ts'
import { wishesOf } from '../wishes/store.ts'
import { mayNudge, standings } from './rules.ts'

/**
 * Reminds those picked who owe something, at most once a day each: whoever was reminded today, or owes nothing any more,
 * is passed over. Refuses when that leaves nobody.
 */
export const nudgeParties = command({
  name: 'meetings.nudge',
  input: z.object({ eventId: EventId, partyIds: z.array(PartyId).max(5000) }),
  load: async (tx, { eventId, partyIds }) => {
    const brokerage = await findBrokerage(tx, eventId)
    if (!brokerage) throw notFound()
    const parties = (await lockParties(tx, partyIds)).filter(
      (party) => party.brokerageId === brokerage.id && party.withdrawnAt === null,
    )
    const all = standings(parties, await wishesOf(tx, brokerage.id), await busyOf(tx, brokerage.id))
    return { brokerage, all }
  },
  allow: (actor, { brokerage }) => may.manage(actor, brokerage),
  decide: ({ brokerage, all }, _input, { at }) => {
    if (all.length === 0) throw errors.nothingPicked()
    const nudged = all.filter((one) => mayNudge(one, at)).map(({ party }) => ({ ...party, nudgedAt: at }))
    if (nudged.length === 0) throw errors.nudgedToday()
    return { brokerage, nudged }
  },
  save: (tx, { brokerage, nudged }) => saveParties(tx, brokerage, nudged),
  announce: ({ nudged }) => nudged.map((party) => facts.nudged(party)),
  audit: ({ brokerage }) => ({ type: 'brokerage', id: brokerage.id, stationId: brokerage.stationId }),
})
