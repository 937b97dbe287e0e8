import { z } from 'zod'
import { everyone } from '#kernel/access'
import { query } from '#kernel/command'
import { EventId, findEvent } from '#modules/events'
import { readPersons } from '#modules/people'
import { findEdition } from '#modules/programme'
import { BrokerageId } from '../model.ts'
import { partiesOf } from '../parties/store.ts'
import { brokerageById, findBrokerage, phaseChangesOf } from '../setup/store.ts'
import { nextPhase } from './rules.ts'

/** The meetings of an event that the reader may see, if there are any. */
export const findPhases = query({
  name: 'meetings.phases',
  input: z.object({ eventId: EventId }),
  load: async (tx, { eventId }) => (await findBrokerage(tx, eventId)) ?? null,
  allow: everyone('phases of a released event are published; row-level security hides those of a draft'),
})

/** Phases that were moved, with everybody who takes part and all that a letter to them says. */
export const aboutMove = query({
  name: 'meetings.about_move',
  input: z.object({ brokerageId: BrokerageId, changeIds: z.array(z.uuid()) }),
  load: async (tx, { brokerageId, changeIds }, { at }) => {
    const brokerage = await brokerageById(tx, brokerageId)
    const event = brokerage && (await findEvent(tx, brokerage.eventId))
    const edition = event && (await findEdition(tx, event.editionId))
    if (!brokerage || !event || !edition) return null
    const changes = (await phaseChangesOf(tx, brokerageId)).filter(({ id }) => changeIds.includes(id))
    const parties = (await partiesOf(tx, brokerageId)).filter(({ withdrawnAt }) => withdrawnAt === null)
    const people = await readPersons(
      tx,
      parties.map(({ personId }) => personId),
    )
    return {
      event,
      edition,
      changes,
      next: nextPhase(brokerage, at),
      parties: parties.flatMap(({ id, personId }) => {
        const person = people.get(personId)
        return person ? [{ id, person }] : []
      }),
    }
  },
  allow: (actor) => actor.kind === 'system',
})

export type AboutMove = NonNullable<Awaited<ReturnType<typeof aboutMove.load>>>
