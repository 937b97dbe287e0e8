import { z } from 'zod'
import { type Job, job } from '#kernel/command'
import type { Words } from '#kernel/i18n'
import { aboutParty, PartyId } from '#modules/meetings'
import { queueLetters } from './commands.ts'
import { partyLetter } from './letters/parties.ts'

/** What meetings tell of those who take part becomes letters: reminders, and that the desk has put somebody in. */
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
]
