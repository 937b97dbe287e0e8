import type { Words } from '#kernel/i18n'
import { displayName } from '#kernel/names'
import { pick } from '#kernel/text'
import { formatInstant, zoneLabel } from '#kernel/time'
import type { AboutParty } from '#modules/meetings'
import type { Draft } from '../model.ts'
import { setLetter } from './frame.tsx'

/** nudged: what is still missing · added: the desk has put them in, and how to leave. */
export type PartyLetter = 'nudged' | 'added'

/** Where what is missing is put right. */
const pages = { no_profile: 'profile', no_availability: 'times', no_wishes: 'people' } as const

/** A letter about taking part in 1:1 meetings, in the language its reader has chosen. Null for who has no address. */
export function partyLetter(
  words: Words,
  kind: PartyLetter,
  about: AboutParty,
  ports: { origin: string; onceKey: string },
): Draft | null {
  const { party, person, event, edition, owes, missing, next } = about
  if (person.email === null || (kind === 'nudged' && owes.length === 0)) return null
  const locale = person.locale
  const say = words.say(locale)
  const title = pick(event.title, locale).value
  const path = `${ports.origin}/${locale}/editions/${edition.slug}/events/${event.slug}/meetings`
  const first = kind === 'nudged' ? owes[0] : undefined
  const parts = missing.map((part) => say(`messaging.party_part_${part}`)).join(say('kernel.list_comma'))
  const lacking = owes.map((what) => say(`messaging.party_${what}`, { parts }))
  const dates = next && [
    say('messaging.party_next', {
      phase: say(`messaging.party_phase_${next.phase}`),
      when: `${formatInstant(next.at, event.zone, locale, 'full')} ${zoneLabel(event.zone, next.at, locale)}`,
    }),
  ]
  const set = setLetter(
    {
      subject: say(`messaging.party_${kind}_subject`, { event: title }),
      greeting: say('messaging.greeting', { name: displayName(person.name, locale) }),
      paragraphs: [
        say(`messaging.party_${kind}_text`, { event: title, reason: party.added?.reason ?? '' }),
        ...lacking,
        ...(dates ?? []),
      ],
      action: {
        label: say(`messaging.party_${kind}_action`),
        href: first ? `${path}/${pages[first]}` : path,
      },
      why: say(`messaging.party_${kind}_why`, { event: title }),
    },
    locale,
  )
  return {
    ...set,
    kind: `party_${kind}`,
    personId: person.id,
    stationId: event.stationId,
    aboutType: 'party',
    aboutId: party.id,
    to: person.email,
    locale,
    secret: false,
    onceKey: ports.onceKey,
  }
}
