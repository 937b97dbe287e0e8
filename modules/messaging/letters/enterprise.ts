import type { Words } from '#kernel/i18n'
import { displayName } from '#kernel/names'
import { pick } from '#kernel/text'
import { formatInstant, zone } from '#kernel/time'
import type { Person, RoleGrant } from '#modules/people'
import type { Organisation } from '#modules/programme'
import type { Draft } from '../model.ts'
import { setLetter } from './frame.tsx'

/** The receipt of a grant for an enterprise, or of its end: for whom, since when, and what it opens. */
export function enterpriseLetter(
  words: Words,
  {
    grant,
    person,
    organisation,
    origin,
  }: { grant: RoleGrant; person: Person; organisation: Organisation; origin: string },
): Draft | null {
  if (person.email === null) return null
  const { locale } = person
  const say = words.say(locale)
  const kind = grant.revokedAt === null ? 'given' : 'ended'
  const about = {
    name: pick(organisation.name, locale).value,
    at: formatInstant(grant.revokedAt ?? grant.grantedAt, zone('UTC'), locale, 'full'),
    number: grant.id,
  }
  const set = setLetter(
    {
      subject: say(`messaging.enterprise_${kind}_subject`, about),
      greeting: say('messaging.greeting', { name: displayName(person.name, locale) || person.email }),
      paragraphs: [
        say(`messaging.enterprise_${kind}_text`, about),
        ...(kind === 'given' ? [say('messaging.enterprise_given_sees')] : []),
        say('messaging.enterprise_number', about),
      ],
      ...(kind === 'given' && {
        action: { label: say('messaging.enterprise_action'), href: `${origin}/${locale}/me` },
      }),
      why: say('messaging.enterprise_why'),
    },
    locale,
  )
  return {
    ...set,
    stationId: null,
    aboutType: 'role_grant',
    aboutId: grant.id,
    secret: false,
    calendar: null,
    kind: `enterprise_${kind}`,
    personId: person.id,
    to: person.email,
    locale,
    onceKey: `enterprise_${kind} ${grant.id}`,
  }
}
