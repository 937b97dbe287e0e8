import { expect, test } from 'vitest'
import { compileWords } from '#kernel/i18n'
import { type Instant, instant } from '#kernel/time'
import type { Edition } from '#modules/programme'
import type { RegistrationState } from '#modules/registration'
import { catalogues } from '../../../locales/index.ts'
import { anEvent } from '../../events/fixtures.ts'
import { aRegistration } from '../../registration/fixtures.ts'
import { anAddressee } from './fixtures.ts'
import { type RegistrationLetter, registrationLetter } from './registration.ts'

const words = compileWords(catalogues)
const createdAt = instant('2019-05-01T09:00:00Z')
const registration = aRegistration({ createdAt })
const person = anAddressee({ id: registration.personId })
const edition = { slug: '2019', name: { en: 'Edition', zh: '' } } as Edition // all that a letter says of it

const about = {
  registration,
  person,
  event: anEvent(),
  edition,
  venue: undefined,
  link: 'https://summit.example/en/registrations/x',
  origin: 'https://summit.example',
  sender: { name: 'Haigui', email: 'summit@example.org' },
}

/** What a calendar reads of a letter of that kind, decided at that moment. */
function entry(kind: RegistrationLetter, decidedAt: Instant, changes: Parameters<typeof anEvent>[0] = {}) {
  const letter = registrationLetter(
    words,
    kind,
    {
      ...about,
      registration: { ...registration, decidedAt },
      event: anEvent({ changedAt: instant('2019-04-01T09:00:00Z'), sequence: 0, ...changes }),
    },
    'k',
  )
  const content = letter?.calendar?.content ?? ''
  const value = (name: string) => new RegExp(`^${name}:(.*)$`, 'm').exec(content)?.[1]?.trim()
  return {
    method: value('METHOD'),
    status: value('STATUS'),
    stamp: value('DTSTAMP'),
    sequence: Number(value('SEQUENCE')),
  }
}

test('the link of an online event is for whoever has a place', () => {
  const link = 'https://meet.example.org/london'
  const letter = (kind: RegistrationLetter, state: RegistrationState) =>
    registrationLetter(words, kind, { ...about, registration: { ...registration, state } }, 'k')?.text
  expect(letter('admitted', 'admitted')).toContain(`Where: ${link}`)
  for (const [kind, state] of [
    ['received', 'pending'],
    ['waiting', 'waiting'],
    ['offered', 'offered'],
    ['cancelled', 'cancelled'],
    ['declined', 'declined'],
  ] as const) {
    expect(letter(kind, state)).toContain('Where: Online')
    expect(letter(kind, state)).not.toContain(link)
  }
})

test('a place that was given back and taken again is in the calendar: each entry counts higher than the one before', () => {
  const at = (text: string) => instant(`2019-05-${text}Z`)
  const all = [
    entry('admitted', at('01T09:00:00')),
    entry('cancelled', at('02T09:00:00')),
    entry('admitted', at('03T09:00:00')),
    entry('event_moved', at('03T09:00:00'), { changedAt: at('04T09:00:00'), sequence: 1 }),
    entry('event_cancelled', at('03T09:00:00'), { changedAt: at('05T09:00:00'), sequence: 2 }),
  ]
  expect(all.map(({ method, status }) => `${method} ${status}`)).toEqual([
    'REQUEST CONFIRMED',
    'CANCEL CANCELLED',
    'REQUEST CONFIRMED',
    'REQUEST CONFIRMED',
    'CANCEL CANCELLED',
  ])
  const sequences = all.map(({ sequence }) => sequence)
  expect(sequences).toEqual([...new Set(sequences)].sort((one, other) => one - other))
  // When it was told, and not when the event was last changed.
  expect(all[1]?.stamp).toBe('20190502T090000Z')
})
