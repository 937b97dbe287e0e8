import type { Locale, Words } from '#kernel/i18n'
import { displayName } from '#kernel/names'
import { formatInstant, zone } from '#kernel/time'
import type { Erasure, Leaving, Person } from '#modules/people'
import type { Draft } from '../model.ts'
import { lastLetter } from '../rules.ts'
import { setLetter } from './frame.tsx'

const common = { stationId: null, aboutType: 'person', secret: true, calendar: null } as const

/** Somebody asked: until when it can be undone. It goes to the person also when an organiser asked for them. */
export function askedLetter(
  words: Words,
  { person, erasure, origin }: { person: Person; erasure: Erasure; origin: string },
): Draft | null {
  if (person.email === null) return null
  const { locale } = person
  const say = words.say(locale)
  const until = formatInstant(erasure.dueAt, zone('UTC'), locale, 'full')
  const set = setLetter(
    {
      subject: say('messaging.erasure_asked_subject'),
      greeting: say('messaging.greeting', { name: displayName(person.name, locale) || person.email }),
      paragraphs: [
        say(`messaging.erasure_asked_${erasure.way === 'own' ? 'own' : 'desk'}`, { until }),
        say('messaging.erasure_asked_undo'),
      ],
      action: { label: say('messaging.erasure_action'), href: `${origin}/${locale}/account/erase` },
      why: say('messaging.erasure_why'),
    },
    locale,
  )
  return {
    ...set,
    ...common,
    kind: 'person_erasure_asked',
    personId: person.id,
    aboutId: person.id,
    to: person.email,
    locale,
    onceKey: `erasure_asked ${erasure.id}`,
  }
}

/** It was due and has to wait: why, in words, and until when where that is known. */
export function waitsLetter(
  words: Words,
  {
    person,
    erasure,
    reasons,
    origin,
  }: { person: Person; erasure: Erasure; reasons: readonly string[]; origin: string },
): Draft | null {
  if (person.email === null) return null
  const { locale } = person
  const say = words.say(locale)
  const set = setLetter(
    {
      subject: say('messaging.erasure_waits_subject'),
      greeting: say('messaging.greeting', { name: displayName(person.name, locale) || person.email }),
      paragraphs: [
        say('messaging.erasure_waits_text'),
        ...erasure.waits.map((code) => say(code)),
        ...reasons,
        say('messaging.erasure_waits_then'),
      ],
      action: { label: say('messaging.erasure_action'), href: `${origin}/${locale}/account/erase` },
      why: say('messaging.erasure_why'),
    },
    locale,
  )
  return {
    ...set,
    ...common,
    kind: 'person_erasure_waits',
    personId: person.id,
    aboutId: person.id,
    to: person.email,
    locale,
    onceKey: `erasure_waits ${erasure.id} ${erasure.waits.join(' ')}`,
  }
}

/** The last letter: a receipt with a number, what went and what stayed. It names nobody, and is wiped once it has left. */
export function erasedLetter(words: Words, { erasureId, email }: Leaving, locale: Locale): Draft | null {
  if (email === '') return null
  const say = words.say(locale)
  const set = setLetter(
    {
      subject: say('messaging.erased_subject'),
      greeting: say('messaging.greeting_plain'),
      paragraphs: [
        say('messaging.erased_text', { number: erasureId }),
        say('messaging.erased_went'),
        say('messaging.erased_stays'),
        say('messaging.erased_last'),
      ],
      why: say('messaging.erased_why'),
    },
    locale,
  )
  return {
    ...set,
    ...common,
    kind: lastLetter,
    personId: null,
    aboutType: null,
    aboutId: null,
    to: email,
    locale,
    onceKey: `erased ${erasureId}`,
  }
}
