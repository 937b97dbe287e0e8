import { newId } from '#kernel/ids'
import type { Instant } from '#kernel/time'
import * as errors from '../errors.ts'
import type { Criterion, Round, RoundState, TieKind } from '../model.ts'

/**
 * draft → open → closed → decided, and nothing else. What is judged and how is set in the draft; closing reveals the
 * scores to whoever runs the round and ends scoring for good; deciding tells each project's people.
 */
const steps: Readonly<Record<RoundState, readonly RoundState[]>> = {
  draft: ['open'],
  open: ['closed'],
  closed: ['decided'],
  decided: [],
}

export const nextRoundStates = (state: RoundState): readonly RoundState[] => steps[state]

/** Moves a round on. Refuses every step that is not drawn above. */
export function moveRound(round: Round, becomes: RoundState, at: Instant): Round {
  if (!steps[round.state].includes(becomes)) throw errors.notInThisState(round.state)
  return {
    ...round,
    state: becomes,
    openedAt: becomes === 'open' ? at : round.openedAt,
    closedAt: becomes === 'closed' ? at : round.closedAt,
    decidedAt: becomes === 'decided' ? at : round.decidedAt,
  }
}

/** Criteria, scale and blindness are the same for every score: they change only before the first one. */
export function mustBeDraft({ state }: Pick<Round, 'state'>): void {
  if (state !== 'draft') throw errors.notInThisState(state)
}

/** Judges are added and work is given out until the round closes. */
export function mustTakeWork({ state }: Pick<Round, 'state'>): void {
  if (state !== 'draft' && state !== 'open') throw errors.notInThisState(state)
}

/** Refuses scores before the opening, after the closing and after the moment that judges were told. */
export function mustBeScoring({ state, dueAt }: Pick<Round, 'state' | 'dueAt'>, at: Instant): void {
  if (state !== 'open') throw errors.notInThisState(state)
  if (dueAt !== null && at >= dueAt) throw errors.isOver(dueAt)
}

export const defaultCriteria: readonly Criterion[] = [
  {
    key: 'team',
    title: { en: 'Team', zh: '团队' },
    about: { en: 'Who does it, and what they have done before.', zh: '团队成员及其过往成果。' },
    weight: 25,
  },
  {
    key: 'technology',
    title: { en: 'Technology', zh: '技术' },
    about: { en: 'What is new, and how far it is shown to work.', zh: '创新之处，以及已验证的程度。' },
    weight: 30,
  },
  {
    key: 'market',
    title: { en: 'Market', zh: '市场' },
    about: { en: 'Who needs it, and what they pay today.', zh: '谁需要它，目前如何付费。' },
    weight: 25,
  },
  {
    key: 'finance',
    title: { en: 'Finance', zh: '财务' },
    about: { en: 'Whether the plan and the ask hold together.', zh: '计划与融资需求是否自洽。' },
    weight: 20,
  },
]

/**
 * Ties that keep a judge from a project unless a round says otherwise. In a regional final everybody was brought by
 * the same station, so that tie is only told there.
 */
export const defaultBlocks = (kind: Round['kind']): TieKind[] => [
  'self',
  'institution',
  'organisation',
  'funding',
  'panel',
  'declared',
  ...(kind === 'regional_final' ? [] : (['station'] as const)),
]

/** A new round with what most rounds have. */
export const newRound = (
  given: Pick<Round, 'editionId' | 'stationId' | 'kind' | 'title' | 'zone'> & Partial<Round>,
  at: Instant,
): Round => ({
  id: newId<'round'>(),
  about: { en: '', zh: '' },
  state: 'draft',
  criteria: defaultCriteria,
  scale: 10,
  blind: false,
  filesShown: true,
  reviewsEach: 3,
  blocks: defaultBlocks(given.kind),
  dueAt: null,
  places: 0,
  waiting: 0,
  openedAt: null,
  closedAt: null,
  decidedAt: null,
  feedbackReleased: false,
  createdAt: at,
  ...given,
})
