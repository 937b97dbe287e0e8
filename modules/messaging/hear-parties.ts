import { z } from 'zod'
import { type Job, job } from '#kernel/command'
import type { Words } from '#kernel/i18n'
import { aboutInvited, aboutMove, aboutParty, BrokerageId, PartyId } from '#modules/meetings'
import { PersonId } from '#modules/people'
import { queueLetters } from './commands.ts'
import { inviteLetter, moveLetter, partyLetter } from './letters/parties.ts'

/** Letters that are written in one transaction. */
const mostTogether = 200

/**
 * What meetings tell of those who take part becomes letters: reminders, that the desk has put somebody in, that phases
 * have other dates, and the question whether a guest wants to take part.
 */
export const hearParties = ({ words, origin }: { words: Words; origin: string }): Job<z.ZodType>[] => [
  job({
    name: 'messaging.tell_party',
    input: z.object({ fact: z.string(), payload: z.object({ partyId: PartyId }) }),
    hears: ['meetings.nudged', 'meetings.joined'],
    run: async (use, { fact, payload }) => {
      const about = await use.ask(aboutParty, payload)
      const kind = fact === 'meetings.nudged' ? 'nudged' : 'added'
      // Whoever joins by themselves is on the page that says so.
      if (!about || (kind === 'added' && about.party.added === null)) return
      const point = kind === 'nudged' ? about.party.nudgedAt : about.party.joinedAt
      const onceKey = `party_${kind} ${payload.partyId} ${point}`
      const draft = partyLetter(words, kind, about, { origin, onceKey })
      if (draft) await use.run(queueLetters, [draft])
    },
  }) as Job<z.ZodType>, // the list forgets each job's own input; the queue parses it by that job's schema
  job({
    name: 'messaging.tell_phases_moved',
    input: z.object({ payload: z.object({ brokerageId: BrokerageId, changeIds: z.array(z.uuid()) }) }),
    hears: ['meetings.phases_moved'],
    run: async (use, { payload }) => {
      const about = await use.ask(aboutMove, payload)
      const drafts = (about?.parties ?? []).flatMap((party) => {
        const onceKey = `party_moved ${party.id} ${payload.changeIds[0]}`
        return (about && moveLetter(words, about, party, { origin, onceKey })) ?? []
      })
      for (let from = 0; from < drafts.length; from += mostTogether)
        await use.run(queueLetters, drafts.slice(from, from + mostTogether))
    },
  }) as Job<z.ZodType>, // as above
  job({
    name: 'messaging.tell_invited',
    input: z.object({ payload: z.object({ brokerageId: BrokerageId, personId: PersonId }) }),
    hears: ['meetings.invited'],
    run: async (use, { payload }) => {
      const about = await use.ask(aboutInvited, payload)
      if (!about) return
      const onceKey = `party_invited ${payload.brokerageId} ${payload.personId} ${about.askedAt}`
      const draft = inviteLetter(words, about, { origin, onceKey })
      if (draft) await use.run(queueLetters, [draft])
    },
  }) as Job<z.ZodType>, // as above
]
