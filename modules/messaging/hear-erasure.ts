import { z } from 'zod'
import { type Job, job } from '#kernel/command'
import type { Words } from '#kernel/i18n'
import { idOf } from '#kernel/ids'
import { formatDate } from '#kernel/time'
import { readErasure } from '#modules/people'
import { queueLetters } from './commands.ts'
import { askedLetter, waitsLetter } from './letters/erasure.ts'

const About = z.object({ payload: z.object({ personId: idOf('person'), erasureId: idOf('erasure') }) })

/** Whoever is to be erased is told: that it was asked, and when it has to wait. The last letter is part of the erasure itself. */
export const hearErasure = ({ words, origin }: { words: Words; origin: string }): Job<z.ZodType>[] => [
  job({
    name: 'messaging.tell_erasure_asked',
    input: About,
    hears: ['people.erasure_asked'],
    run: async (use, { payload }) => {
      const about = await use.ask(readErasure, payload)
      const letter =
        about.erasure.undoneAt === null && about.erasure.way !== 'again'
          ? askedLetter(words, { ...about, origin })
          : null
      if (letter) await use.run(queueLetters, [letter])
    },
  }) as Job<z.ZodType>, // the list forgets each job's own input; the queue parses it by that job's schema
  job({
    name: 'messaging.tell_erasure_waits',
    input: About,
    hears: ['people.erasure_waits'],
    run: async (use, { payload }) => {
      const { holds, ...about } = await use.ask(readErasure, payload)
      const { locale } = about.person
      const reasons = holds.map(({ reason, until }) =>
        words.say(locale)('messaging.erasure_hold', { reason, until: formatDate(until, locale) }),
      )
      const letter = waitsLetter(words, { ...about, reasons, origin })
      if (letter) await use.run(queueLetters, [letter])
    },
  }) as Job<z.ZodType>, // as above
]
