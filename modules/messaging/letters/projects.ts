import type { Words } from '#kernel/i18n'
import { displayName } from '#kernel/names'
import { pick } from '#kernel/text'
import type { Person } from '#modules/people'
import type { Call, Member, Project } from '#modules/projects'
import type { Draft } from '../model.ts'
import { setLetter } from './frame.tsx'

/** What the entrant is told at each step. "Received" and "checked" are two letters: one says it came, one that it is fine. */
export function projectLetter(
  words: Words,
  {
    project,
    call,
    person,
    reason,
    onShowBefore,
    origin,
  }: { project: Project; call: Call; person: Person; reason: string; onShowBefore: boolean; origin: string },
  onceKey: string,
): Draft | null {
  if (person.email === null) return null
  const { locale, state } = project
  const say = words.say(locale)
  const inputs = { project: pick(project.title, locale).value, call: pick(call.title, locale).value }
  // Asked back is a draft again; to its people it is a step of its own, and another one when it was on show.
  const step = state === 'draft' ? (onShowBefore ? 'off_show' : 'asked_back') : state
  const set = setLetter(
    {
      subject: say(`messaging.project_${step}_subject`, inputs),
      greeting: say('messaging.greeting', { name: displayName(person.name, locale) }),
      paragraphs: [
        say(`messaging.project_${step}_text`, inputs),
        ...(reason === '' ? [] : [say('messaging.reason', { reason })]),
      ],
      ...(state === 'withdrawn'
        ? {}
        : {
            action: {
              label: say('messaging.project_action'),
              href: `${origin}/${locale}/projects/${project.id}`,
            },
          }),
      why: say('messaging.project_why', inputs),
    },
    locale,
  )
  return {
    ...set,
    kind: `project_${step}`,
    personId: person.id,
    stationId: project.stationId,
    aboutType: 'project',
    aboutId: project.id,
    to: person.email,
    locale,
    secret: false,
    onceKey,
    calendar: null,
  }
}

/** Asks somebody onto a team. Secret: the link is good only for the address it went to, but is nobody else's to see. */
export function teamLetter(
  words: Words,
  { project, member, link }: { project: Project; member: Member; link: string },
): Draft {
  const { locale } = project
  const say = words.say(locale)
  const inputs = { project: pick(project.title, locale).value }
  const set = setLetter(
    {
      subject: say('messaging.team_subject', inputs),
      greeting: say('messaging.greeting', { name: member.name }),
      paragraphs: [say('messaging.team_text', inputs)],
      action: { label: say('messaging.team_action'), href: link },
      why: say('messaging.team_why'),
    },
    locale,
  )
  return {
    ...set,
    kind: 'project_team',
    personId: null,
    stationId: project.stationId,
    aboutType: 'project',
    aboutId: project.id,
    to: member.email,
    locale,
    secret: true,
    onceKey: `project_team ${member.id}`,
    calendar: null,
  }
}
