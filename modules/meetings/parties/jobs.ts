import { z } from 'zod'
import { job, query } from '#kernel/command'
import { consentsOf, PersonId } from '#modules/people'
import { brokerageById } from '../setup/store.ts'
import { leaveBrokerage } from './commands.ts'
import { partiesOfPerson } from './store.ts'
import { purpose, recipientOf } from './wire.ts'

/** Parties that a person joined by themselves and no longer agrees to. */
const partiesWithoutConsent = query({
  name: 'meetings.parties_without_consent',
  input: z.object({ personId: PersonId }),
  load: async (tx, { personId }) => {
    const standing = (await consentsOf(tx, personId)).filter(
      (consent) => consent.purpose === purpose && consent.withdrawnAt === null,
    )
    const found = []
    for (const party of await partiesOfPerson(tx, personId)) {
      const brokerage = await brokerageById(tx, party.brokerageId)
      const agreed = standing.some(
        ({ recipient }) => brokerage && recipient === recipientOf(brokerage.eventId),
      )
      if (party.added === null && !agreed) found.push(party.id)
    }
    return found
  },
  allow: (actor) => actor.kind === 'system',
})

/** Whoever takes the consent back on their own page leaves the meetings with it. */
export const honourWithdrawal = job({
  name: 'meetings.honour_withdrawal',
  input: z.object({
    fact: z.string(),
    payload: z.object({ personId: PersonId, purpose: z.string() }),
  }),
  hears: ['people.consent_withdrawn'],
  run: async (use, { payload }) => {
    if (payload.purpose !== purpose) return
    for (const partyId of await use.ask(partiesWithoutConsent, { personId: payload.personId }))
      await use.run(leaveBrokerage, { partyId })
  },
})
