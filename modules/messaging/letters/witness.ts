import type { Words } from '#kernel/i18n'
import type { Draft } from '../model.ts'
import { setLetter } from './frame.tsx'

/**
 * A signed checkpoint of the ledger for somebody outside who keeps it. Nobody knows which language they read: it says in both what
 * it is, and where to check an export with it.
 */
export function witnessLetter(
  words: Words,
  { to, size, note, origin }: { to: string; size: number; note: string; origin: string },
): Draft {
  const both = (key: string, inputs = {}) =>
    (['en', 'zh'] as const).map((locale) => words.say(locale)(key, inputs))
  const set = setLetter(
    {
      subject: both('messaging.witness_subject', { size: String(size), host: new URL(origin).host }).join(
        ' · ',
      ),
      greeting: both('messaging.greeting_plain').join(' · '),
      paragraphs: both('messaging.witness_text', { size: String(size) }),
      verbatim: note,
      action: { label: both('messaging.witness_action').join(' · '), href: `${origin}/en/verify` },
      why: both('messaging.witness_why').join(' '),
    },
    'en',
  )
  return {
    ...set,
    kind: 'ledger_witness',
    personId: null,
    stationId: null,
    aboutType: null,
    aboutId: null,
    to,
    locale: 'en',
    secret: false,
    onceKey: `ledger_witness ${size} ${to}`,
  }
}
