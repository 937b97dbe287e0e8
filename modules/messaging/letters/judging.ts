import type { Words } from '#kernel/i18n'
import { displayName } from '#kernel/names'
import { pick } from '#kernel/text'
import type { Round, RoundDecision } from '#modules/judging'
import type { Person } from '#modules/people'
import type { Project } from '#modules/projects'
import type { Draft } from '../model.ts'
import { setLetter } from './frame.tsx'

const common = { secret: false, calendar: null } as const

/** A judge's round is open: where the work is. */
export function judgeLetter(
  words: Words,
  { round, person, origin, onceKey }: { round: Round; person: Person; origin: string; onceKey: string },
): Draft | null {
  if (person.email === null) return null
  const { locale } = person
  const say = words.say(locale)
  const inputs = { round: pick(round.title, locale).value }
  const set = setLetter(
    {
      subject: say('messaging.judge_subject', inputs),
      greeting: say('messaging.greeting', { name: displayName(person.name, locale) }),
      paragraphs: [say('messaging.judge_text', inputs), say('messaging.judge_sealed')],
      action: { label: say('messaging.judge_action'), href: `${origin}/${locale}/judging/${round.id}` },
      why: say('messaging.judge_why', inputs),
    },
    locale,
  )
  return {
    ...set,
    ...common,
    kind: 'judge',
    personId: person.id,
    stationId: round.stationId,
    aboutType: 'round',
    aboutId: round.id,
    to: person.email,
    locale,
    onceKey,
  }
}

/** What was decided about a project, in the language it was entered in; never points or places. */
export function decisionLetter(
  words: Words,
  {
    round,
    made,
    project,
    person,
    origin,
  }: { round: Round; made: RoundDecision; project: Project; person: Person; origin: string },
): Draft | null {
  if (person.email === null) return null
  const { locale } = project
  const say = words.say(locale)
  const inputs = { round: pick(round.title, locale).value, project: pick(project.title, locale).value }
  const set = setLetter(
    {
      subject: say(`messaging.decision_${made.decision}_subject`, inputs),
      greeting: say('messaging.greeting', { name: displayName(person.name, locale) }),
      paragraphs: [
        say(`messaging.decision_${made.decision}_text`, inputs),
        ...(made.reason === '' ? [] : [say('messaging.reason', { reason: made.reason })]),
        ...(made.feedback.length > 0 ? [say('messaging.decision_feedback')] : []),
      ],
      action: {
        label: say('messaging.decision_action'),
        href: `${origin}/${locale}/projects/${project.id}/results`,
      },
      why: say('messaging.decision_why', inputs),
    },
    locale,
  )
  return {
    ...set,
    ...common,
    kind: `decision_${made.decision}`,
    personId: person.id,
    stationId: project.stationId,
    aboutType: 'project',
    aboutId: project.id,
    to: person.email,
    locale,
    onceKey: `decision ${round.id} ${project.id}`,
  }
}
