import type { Words } from '#kernel/i18n'
import { formatInstant, zone } from '#kernel/time'
import type { Outcome, Side, Signing } from '#modules/outcomes'
import type { Draft } from '../model.ts'
import { type Content, setLetter } from './frame.tsx'

/** To whoever signs for one side. Secret: the link opens the contract, the code signs it. */
const toSide = (
  { outcome, side }: { outcome: Outcome; side: Side },
  content: Content,
  kind: string,
  onceKey: string,
): Draft => ({
  ...setLetter(content, side.locale),
  kind,
  personId: null,
  stationId: outcome.stationId,
  aboutType: 'outcome',
  aboutId: outcome.id,
  to: side.email,
  locale: side.locale,
  secret: true,
  onceKey,
})

/** Tells a side that its contract is in the queue, with its link. */
export function signatureLetter(
  words: Words,
  { signing, link, ...about }: { signing: Signing; outcome: Outcome; side: Side; link: string },
): Draft {
  const { outcome, side } = about
  const say = words.say(side.locale)
  const content = {
    subject: say('messaging.signature_subject'),
    greeting: say('messaging.greeting', { name: side.name }),
    paragraphs: [
      say('messaging.signature_text', { title: outcome.title, organisation: side.organisation }),
      say('messaging.signature_until', {
        until: formatInstant(signing.until, zone('UTC'), side.locale, 'full'),
      }),
    ],
    action: { label: say('messaging.signature_action'), href: link },
    why: say('messaging.signature_why'),
  }
  return toSide(about, content, 'outcome_signature', `outcome_signature ${side.id}`)
}

/** The six digits that sign. */
export function signingCodeLetter(
  words: Words,
  { code, ...about }: { outcome: Outcome; side: Side; code: string },
): Draft {
  const { outcome, side } = about
  const say = words.say(side.locale)
  const content = {
    subject: say('messaging.signing_code_subject'),
    greeting: say('messaging.greeting', { name: side.name }),
    paragraphs: [
      say('messaging.signing_code_text', { title: outcome.title, organisation: side.organisation }),
    ],
    code,
    why: say('messaging.signing_code_why'),
  }
  return toSide(about, content, 'outcome_signing_code', `outcome_signing_code ${side.id} ${side.codes}`)
}
