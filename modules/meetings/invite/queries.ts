import { z } from 'zod'
import { query } from '#kernel/command'
import { findEvent } from '#modules/events'
import { findPerson, PersonId } from '#modules/people'
import { findEdition } from '#modules/programme'
import { BrokerageId } from '../model.ts'
import { partyOf } from '../parties/store.ts'
import { mayJoin, nextPhase } from '../phases/rules.ts'
import { brokerageById } from '../setup/store.ts'
import { askedAt } from './store.ts'

/** Somebody who was asked to take part, with all that the letter says; null when they have answered meanwhile. */
export const aboutInvited = query({
  name: 'meetings.about_invited',
  input: z.object({ brokerageId: BrokerageId, personId: PersonId }),
  load: async (tx, { brokerageId, personId }, { at }) => {
    const brokerage = await brokerageById(tx, brokerageId)
    const event = brokerage && (await findEvent(tx, brokerage.eventId))
    const edition = event && (await findEdition(tx, event.editionId))
    const person = await findPerson(tx, personId)
    if (!brokerage || !event || !edition || !person || !mayJoin(brokerage, at)) return null
    const asked = await askedAt(tx, brokerage, personId)
    const answered = (await partyOf(tx, brokerageId, personId)) !== undefined
    return asked === undefined || answered
      ? null
      : { person, event, edition, askedAt: asked, next: nextPhase(brokerage, at) }
  },
  allow: (actor) => actor.kind === 'system',
})

export type AboutInvited = NonNullable<Awaited<ReturnType<typeof aboutInvited.load>>>
