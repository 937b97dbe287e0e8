import type { Locale, Say, Words } from '#kernel/i18n'
import { displayName } from '#kernel/names'
import { pick } from '#kernel/text'
import { formatInstant, type Instant, type Zone, zoneLabel } from '#kernel/time'
import type { AboutInvited, AboutMove, AboutParty } from '#modules/meetings'
import type { Draft } from '../model.ts'
import { setLetter } from './frame.tsx'

/**
 * nudged: what is still missing · added: the desk has put them in, and how to leave · moved: phases have other dates ·
 * invited: a guest with a place is asked to take part.
 */
export type PartyLetter = 'nudged' | 'added' | 'moved' | 'invited'

type About = Pick<AboutParty, 'person' | 'event' | 'edition' | 'next'>
type Ports = { origin: string; onceKey: string }

/** Where what is missing is put right. */
const pages = { no_profile: 'profile', no_availability: 'times', no_wishes: 'people' } as const

const whenText = (at: Instant, zone: Zone, locale: Locale) =>
  `${formatInstant(at, zone, locale, 'full')} ${zoneLabel(zone, at, locale)}`

/** The next phase as every one of these letters ends. */
const nextLine = (say: Say, locale: Locale, { event, next }: About): string[] =>
  next
    ? [
        say('messaging.party_next', {
          phase: say(`messaging.party_phase_${next.phase}`),
          when: whenText(next.at, event.zone, locale),
        }),
      ]
    : []

type Told = {
  paragraphs: (say: Say, locale: Locale, event: string) => readonly string[]
  page?: string
  subject: Pick<Draft, 'aboutType' | 'aboutId'>
}

/** A letter about taking part in 1:1 meetings, in the language its reader has chosen. Null for who has no address. */
function letterOf(words: Words, kind: PartyLetter, about: About, told: Told, ports: Ports): Draft | null {
  const { person, event, edition } = about
  if (person.email === null) return null
  const { locale } = person
  const say = words.say(locale)
  const title = pick(event.title, locale).value
  const path = `${ports.origin}/${locale}/editions/${edition.slug}/events/${event.slug}/meetings`
  const set = setLetter(
    {
      subject: say(`messaging.party_${kind}_subject`, { event: title }),
      greeting: say('messaging.greeting', { name: displayName(person.name, locale) }),
      paragraphs: [...told.paragraphs(say, locale, title), ...nextLine(say, locale, about)],
      action: {
        label: say(`messaging.party_${kind}_action`),
        href: told.page ? `${path}/${told.page}` : path,
      },
      why: say(`messaging.party_${kind}_why`, { event: title }),
    },
    locale,
  )
  return {
    ...set,
    ...told.subject,
    kind: `party_${kind}`,
    personId: person.id,
    stationId: event.stationId,
    to: person.email,
    locale,
    secret: false,
    onceKey: ports.onceKey,
  }
}

/** What a party still owes, or that the desk has put it in. */
export function partyLetter(
  words: Words,
  kind: 'nudged' | 'added',
  about: AboutParty,
  ports: Ports,
): Draft | null {
  const { party, owes, missing } = about
  if (kind === 'nudged' && owes.length === 0) return null
  const first = kind === 'nudged' ? owes[0] : undefined
  return letterOf(
    words,
    kind,
    about,
    {
      paragraphs: (say, _locale, event) => {
        const parts = missing
          .map((part) => say(`messaging.party_part_${part}`))
          .join(say('kernel.list_comma'))
        return [
          say(`messaging.party_${kind}_text`, { event, reason: party.added?.reason ?? '' }),
          ...owes.map((what) => say(`messaging.party_${what}`, { parts })),
        ]
      },
      ...(first ? { page: pages[first] } : {}),
      subject: { aboutType: 'party', aboutId: party.id },
    },
    ports,
  )
}

/** Phases that were moved, to one of those who take part: each with its old date and its new one, and why. */
export function moveLetter(
  words: Words,
  about: AboutMove,
  { id, person }: AboutMove['parties'][number],
  ports: Ports,
): Draft | null {
  const { changes, event } = about
  const [first] = changes
  if (!first) return null
  const reasonOf = (locale: Locale) => pick(first.reason, locale).value
  return letterOf(
    words,
    'moved',
    { ...about, person },
    {
      paragraphs: (say, locale, title) => [
        say('messaging.party_moved_text', { event: title }),
        ...changes.map(({ phase, was, became }) =>
          say('messaging.party_moved_line', {
            phase: say(`messaging.party_phase_${phase}`),
            was: whenText(was, event.zone, locale),
            became: whenText(became, event.zone, locale),
          }),
        ),
        ...(reasonOf(locale) === '' ? [] : [say('messaging.reason', { reason: reasonOf(locale) })]),
      ],
      subject: { aboutType: 'party', aboutId: id },
    },
    ports,
  )
}

/** A guest with a place, asked to take part in the meetings. */
export const inviteLetter = (words: Words, about: AboutInvited, ports: Ports): Draft | null =>
  letterOf(
    words,
    'invited',
    about,
    {
      paragraphs: (say, _locale, event) => [say('messaging.party_invited_text', { event })],
      subject: { aboutType: 'event', aboutId: about.event.id },
    },
    ports,
  )
