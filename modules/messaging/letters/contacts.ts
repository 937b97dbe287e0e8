import type { Words } from '#kernel/i18n'
import { displayName } from '#kernel/names'
import { pick } from '#kernel/text'
import type { Person } from '#modules/people'
import type { readContactLetter } from '#modules/projects'
import type { Draft } from '../model.ts'
import { setLetter } from './frame.tsx'

type About = Awaited<ReturnType<(typeof readContactLetter)['load']>> & { origin: string }

/** What every letter between somebody who asks and a team has; no address is in any of them. */
function letterTo(
  words: Words,
  to: Person,
  { contact, project, from, origin }: About,
  kind: 'asked' | 'answered',
): Draft | null {
  if (to.email === null) return null
  const { locale } = to
  const say = words.say(locale)
  const inputs = {
    project: pick(project.title, locale).value,
    name: displayName(from.name, locale, { both: true }),
  }
  const step = kind === 'asked' ? 'asked' : contact.answer === 'accepted' ? 'accepted' : 'declined'
  const more =
    kind === 'asked'
      ? [contact.message, say('messaging.contact_asked_how')]
      : contact.note === ''
        ? []
        : [say('messaging.contact_note', { note: contact.note })]
  const place = kind === 'asked' ? `projects/${project.id}/contacts` : 'saved-projects'
  const set = setLetter(
    {
      subject: say(`messaging.contact_${step}_subject`, inputs),
      greeting: say('messaging.greeting', { name: displayName(to.name, locale) }),
      paragraphs: [say(`messaging.contact_${step}_text`, inputs), ...more],
      action: { label: say(`messaging.contact_${kind}_action`), href: `${origin}/${locale}/${place}` },
      why: say(`messaging.contact_${kind}_why`, inputs),
    },
    locale,
  )
  return {
    ...set,
    kind: `project_contact_${step}`,
    personId: to.id,
    // What people write to each other is not the station's to read.
    stationId: null,
    aboutType: 'project',
    aboutId: project.id,
    to: to.email,
    locale,
    secret: true,
    onceKey: `contact ${kind} ${contact.id} ${to.id}`,
    calendar: null,
  }
}

const those = (letters: readonly (Draft | null)[]): Draft[] => letters.filter((letter) => letter !== null)

/** The question, to everybody of the team. */
export const contactAskedLetters = (words: Words, about: About): Draft[] =>
  those(about.team.map((person) => letterTo(words, person, about, 'asked')))

/** The answer, to whoever asked. */
export const contactAnsweredLetters = (words: Words, about: About): Draft[] =>
  those([letterTo(words, about.from, about, 'answered')])
