import type { Locale, Words } from '#kernel/i18n'
import type { Draft } from '../model.ts'
import { setLetter } from './frame.tsx'

/** The letter that carries a sign-in code. The code is not in the subject: subjects show on locked phones. */
export function codeLetter(
  words: Words,
  to: { email: string; locale: Locale; code: string; onceKey: string },
): Draft {
  const say = words.say(to.locale)
  const set = setLetter(
    {
      subject: say('messaging.code_subject'),
      greeting: say('messaging.greeting_plain'),
      paragraphs: [say('messaging.code_text')],
      code: to.code,
      why: say('messaging.code_why'),
    },
    to.locale,
  )
  return {
    ...set,
    kind: 'code',
    personId: null,
    stationId: null,
    aboutType: null,
    aboutId: null,
    to: to.email,
    locale: to.locale,
    secret: true,
    onceKey: to.onceKey,
  }
}
