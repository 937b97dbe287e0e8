import type { ComponentChildren, VNode } from 'preact'
import { notFound } from '#kernel/errors'
import { displayName } from '#kernel/names'
import { pick } from '#kernel/text'
import type { Person } from '#modules/people'
import { ProjectId } from '#modules/projects'
import type { Visit } from '#platform/http'
import { Badge, PageHead, Said, Tabs, type Tone } from '#ui'
import { may } from './access.ts'
import { type AssignmentState, type Decision, type Round, RoundId, type RoundState } from './model.ts'

export const desk = '/console/judging'

export function roundIn(visit: Visit): RoundId {
  const id = RoundId.safeParse(visit.params.round)
  if (!id.success) throw notFound()
  return id.data
}

export function projectIn(visit: Visit): ProjectId {
  const id = ProjectId.safeParse(visit.params.project)
  if (!id.success) throw notFound()
  return id.data
}

const roundTones: Record<RoundState, Tone> = { draft: 'faint', open: 'info', closed: 'warn', decided: 'good' }
export const RoundBadge = ({ visit, state }: { visit: Visit; state: RoundState }) => (
  <Badge tone={roundTones[state]}>{visit.say(`judging.state_${state}`)}</Badge>
)

const workTones: Record<AssignmentState, Tone> = {
  assigned: 'plain',
  scored: 'good',
  abstained: 'faint',
  recused: 'warn',
}
export const WorkBadge = ({ visit, state }: { visit: Visit; state: AssignmentState }) => (
  <Badge tone={workTones[state]}>{visit.say(`judging.work_${state}`)}</Badge>
)

const decisionTones: Record<Decision, Tone> = { accepted: 'good', waiting: 'info', declined: 'faint' }
export const DecisionBadge = ({ visit, decision }: { visit: Visit; decision: Decision }) => (
  <Badge tone={decisionTones[decision]}>{visit.say(`judging.decision_${decision}`)}</Badge>
)

/** A recusal's reason in the reader's words: staff and judges write it, a tie that was found has a word of its own. */
export const reasonText = (visit: Visit, reason: string): string =>
  reason.startsWith('tie:') ? visit.say(`judging.tie_${reason.slice(4)}`) : reason

export const nameOf = (people: ReadonlyMap<string, Person>, id: string, { locale }: Visit): string => {
  const person = people.get(id)
  return person ? displayName(person.name, locale, { both: true }) || (person.email ?? '') : ''
}

export type RoundTab = 'overview' | 'projects' | 'judges' | 'work' | 'result'

/** The head of every page of one round, with its parts as tabs. */
export function RoundHead({
  visit,
  round,
  tab,
  title,
  actions,
}: {
  visit: Visit
  round: Round
  tab: RoundTab
  /** A page below the tab. */
  title?: string
  actions?: ComponentChildren
}): VNode {
  const { say, href, locale } = visit
  const here = `${desk}/${round.id}`
  const name = pick(round.title, locale).value
  const closed = round.state === 'closed' || round.state === 'decided'
  const tabs: readonly RoundTab[] = [
    'overview',
    'projects',
    'judges',
    'work',
    ...(closed ? (['result'] as const) : []),
  ]
  return (
    <>
      <PageHead
        title={title ?? <Said text={round.title} locale={locale} />}
        kicker={say(`judging.kind_${round.kind}`)}
        badge={<RoundBadge visit={visit} state={round.state} />}
        actions={actions}
        crumbs={{
          label: say('kernel.you_are_here'),
          trail: [
            { label: say('judging.rounds'), href: href(desk) },
            ...(title === undefined
              ? [{ label: name }]
              : [{ label: name, href: href(here) }, { label: title }]),
          ],
        }}
      />
      <Tabs
        label={say('judging.parts')}
        tabs={tabs.map((each) => ({
          href: href(each === 'overview' ? here : `${here}/${each}`),
          label: say(`judging.tab_${each}`),
          current: each === tab,
        }))}
      />
    </>
  )
}

export const runs = (visit: Visit, round: Round): boolean => may.run(visit.actor, round)
