import { notFound } from '#kernel/errors'
import { formatMoney, type Money } from '#kernel/money'
import { pick } from '#kernel/text'
import type { Visit } from '#platform/http'
import { Badge, type Tone } from '#ui'
import { type Call, CallId, type Change, type Project, ProjectId, type ProjectState } from './model.ts'

export function projectIn(visit: Visit): ProjectId {
  const id = ProjectId.safeParse(visit.params.project)
  if (!id.success) throw notFound()
  return id.data
}

export function callIn(visit: Visit): CallId {
  const id = CallId.safeParse(visit.params.call)
  if (!id.success) throw notFound()
  return id.data
}

/** Where a project stands on the show, by the address. */
export const shownIn = ({ params }: Visit) => ({
  edition: (params.edition ?? '').slice(0, 60),
  slug: (params.slug ?? '').slice(0, 80),
})

const tones: Record<ProjectState, Tone> = {
  draft: 'faint',
  submitted: 'warn',
  checked: 'info',
  shortlisted: 'info',
  shown: 'good',
  in_contest: 'info',
  matched: 'good',
  signed: 'good',
  landed: 'good',
  declined: 'bad',
  withdrawn: 'faint',
}

export const StateBadge = ({ visit, state }: { visit: Visit; state: ProjectState }) => (
  <Badge tone={tones[state]}>{visit.say(`projects.state_${state}`)}</Badge>
)

/** A step of a project's history. Back to a draft it only comes by being asked for more. */
export const becameText = ({ say }: Visit, { became }: Pick<Change, 'became'>): string =>
  say(became === 'draft' ? 'projects.state_asked_back' : `projects.state_${became}`)

/** Not published, not yet open, open, or over: by its dates as much as by what staff set. */
export const callStateOf = (call: Call, at: string): 'draft' | 'coming' | 'open' | 'closed' => {
  if (call.state === 'draft') return 'draft'
  if (call.state === 'closed' || at >= call.closesAt) return 'closed'
  return at < call.opensAt ? 'coming' : 'open'
}

const callTones = { draft: 'faint', coming: 'info', open: 'good', closed: 'faint' } as const

export const CallBadge = ({ visit, call }: { visit: Visit; call: Call }) => {
  const state = callStateOf(call, visit.use.now())
  return <Badge tone={callTones[state]}>{visit.say(`projects.call_${state}`)}</Badge>
}

export const amountText = (amount: Money | null, visit: Visit): string =>
  amount === null ? '' : formatMoney(amount, visit.locale)

/** Where a project is told about elsewhere: nothing of ours goes along. */
export const Website = ({ address }: { address: string }) => (
  <a href={address} rel="noreferrer nofollow">
    {address.replace(/^https?:\/\//, '')}
  </a>
)

/** Several things in one line, as the reader's language joins them. */
export const listText = (items: readonly string[], locale: Visit['locale']): string =>
  new Intl.ListFormat(locale === 'zh' ? 'zh-Hans' : 'en', { type: 'conjunction', style: 'narrow' }).format(
    items,
  )

/** A project’s title in the reader’s words; one without says so. */
export const titleOf = (project: Project, { say, locale }: Visit) =>
  pick(project.title, locale).value || say('projects.untitled')
