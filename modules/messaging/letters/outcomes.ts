import type { Words } from '#kernel/i18n'
import { displayName, type PersonName } from '#kernel/names'
import { formatDate, formatInstant, zone } from '#kernel/time'
import type { Confirmation, Outcome } from '#modules/outcomes'
import type { Draft } from '../model.ts'
import { setLetter } from './frame.tsx'

/** Asks by a link whether an outcome still goes on. Secret: whoever has the link answers. */
export function followupLetter(
  words: Words,
  {
    outcome,
    about,
    to,
    link,
  }: {
    outcome: Outcome
    /** Whom it is about: who looks after many records has to know which. */
    about: PersonName | null
    to: { email: string; name: string; locale: Draft['locale'] }
    link: string
  },
  onceKey: string,
): Draft {
  const say = words.say(to.locale)
  const set = setLetter(
    {
      subject: say('messaging.followup_subject'),
      greeting: say('messaging.greeting', { name: to.name }),
      paragraphs: [
        say('messaging.followup_text', {
          what: [
            say('messaging.quoted', { text: outcome.title }),
            outcome.organisation,
            about ? displayName(about, to.locale) : '',
          ]
            .filter((part) => part !== '')
            .join(say('kernel.list_comma')),
          day: formatDate(outcome.happenedOn, to.locale),
        }),
      ],
      action: { label: say('messaging.followup_action'), href: link },
      why: say('messaging.followup_why'),
    },
    to.locale,
  )
  return {
    ...set,
    kind: 'outcome_followup',
    personId: null,
    stationId: outcome.stationId,
    aboutType: 'outcome',
    aboutId: outcome.id,
    to: to.email,
    locale: to.locale,
    secret: true,
    onceKey,
  }
}

/** Asks the other side of an outcome to say by a link whether it is so. Secret: whoever has the link answers. */
export function confirmationLetter(
  words: Words,
  { confirmation, outcome, link }: { confirmation: Confirmation; outcome: Outcome; link: string },
): Draft {
  const { locale, name, email, until } = confirmation
  const say = words.say(locale)
  const set = setLetter(
    {
      subject: say('messaging.confirmation_subject'),
      greeting: say('messaging.greeting', { name }),
      paragraphs: [
        say('messaging.confirmation_text', {
          title: outcome.title,
          organisation: outcome.organisation || '–',
          day: formatDate(outcome.happenedOn, locale),
        }),
        say('messaging.confirmation_once', { until: formatInstant(until, zone('UTC'), locale, 'full') }),
      ],
      action: { label: say('messaging.confirmation_action'), href: link },
      why: say('messaging.confirmation_why'),
    },
    locale,
  )
  return {
    ...set,
    kind: 'outcome_confirmation',
    personId: null,
    stationId: confirmation.stationId,
    aboutType: 'outcome',
    aboutId: outcome.id,
    to: email,
    locale,
    secret: true,
    onceKey: `outcome_confirmation ${confirmation.id}`,
  }
}

/** Tells whom a record is about how their dispute was decided, and why. */
export function decisionLetter(
  words: Words,
  {
    outcome,
    to,
    seq,
    upheld,
    reason,
    link,
  }: {
    outcome: Outcome
    to: { email: string; name: string; locale: Draft['locale'] }
    /** The entry that says so: one letter for each. */
    seq: number
    upheld: boolean
    reason: string
    link: string
  },
): Draft {
  const say = words.say(to.locale)
  const set = setLetter(
    {
      subject: say('messaging.decision_subject'),
      greeting: say('messaging.greeting', { name: to.name }),
      paragraphs: [
        say(upheld ? 'messaging.decision_upheld' : 'messaging.decision_rejected', { title: outcome.title }),
        say('messaging.decision_reason', { reason }),
      ],
      action: { label: say('messaging.decision_action'), href: link },
      why: say('messaging.decision_why'),
    },
    to.locale,
  )
  return {
    ...set,
    kind: 'outcome_decision',
    personId: outcome.personId,
    stationId: outcome.stationId,
    aboutType: 'outcome',
    aboutId: outcome.id,
    to: to.email,
    locale: to.locale,
    secret: false,
    onceKey: `outcome_decision ${outcome.id} ${seq}`,
  }
}
