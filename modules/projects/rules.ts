import type { Actor } from '#kernel/access'
import type { FieldProblem } from '#kernel/errors'
import { newId } from '#kernel/ids'
import type { Bilingual } from '#kernel/text'
import type { Instant } from '#kernel/time'
import * as errors from './errors.ts'
import type { Call, Change, Member, Passport, Project, ProjectFile, ProjectState } from './model.ts'

/**
 * draft → submitted → checked → shortlisted → shown ⇄ in_contest → matched → signed → landed.
 * Staff may ask back (submitted or checked → draft), decline until the contest, and take a decline back. What is on
 * show is asked back too, to be put right: it is off the show until it came in again (draft → submitted → shown).
 * Withdrawing is the entrant's alone and possible from everywhere but the end.
 */
const steps: Readonly<Record<ProjectState, readonly ProjectState[]>> = {
  draft: ['submitted', 'withdrawn'],
  submitted: ['checked', 'shown', 'draft', 'declined', 'withdrawn'],
  checked: ['shortlisted', 'draft', 'declined', 'withdrawn'],
  shortlisted: ['shown', 'in_contest', 'declined', 'withdrawn'],
  shown: ['in_contest', 'matched', 'draft', 'withdrawn'],
  in_contest: ['shown', 'matched', 'declined', 'withdrawn'],
  matched: ['shown', 'signed', 'withdrawn'],
  signed: ['landed', 'withdrawn'],
  landed: ['withdrawn'],
  declined: ['checked', 'withdrawn'],
  withdrawn: [],
}

export const nextStates = (state: ProjectState): readonly ProjectState[] => steps[state]

/** Whether it has been on show before, and not declined since: then it goes straight back there when it came in again. */
export const wasOnShow = (changes: readonly Pick<Change, 'became'>[]): boolean =>
  changes.findLast(({ became }) => became === 'shown' || became === 'declined')?.became === 'shown'

/** Which steps staff take, and which of them are the host's alone. Nothing new is put on show past check and shortlist. */
export const staffSteps = (state: ProjectState, onShowBefore = false): readonly ProjectState[] =>
  steps[state].filter(
    (next) =>
      next !== 'submitted' &&
      next !== 'withdrawn' &&
      (next !== 'shown' || state !== 'submitted' || onShowBefore),
  )
export const isContestStep = (becomes: ProjectState): boolean =>
  becomes === 'in_contest' || becomes === 'matched' || becomes === 'signed' || becomes === 'landed'

/** Only what is being written, or was asked for after the shortlist, is open to the team's changes. */
export const mayBeEdited = (state: ProjectState): boolean => state === 'draft' || state === 'shortlisted'
/** What audiences may see at all. */
export const isOnShow = (state: ProjectState): boolean =>
  state === 'shown' ||
  state === 'in_contest' ||
  state === 'matched' ||
  state === 'signed' ||
  state === 'landed'

/** Refuses before the opening, after the closing, and while the call is not published. */
export function mustBeOpen(call: Call, at: Instant): void {
  if (call.state === 'draft' || at < call.opensAt) throw errors.callNotOpen(call.opensAt)
  if (call.state === 'closed' || at >= call.closesAt) throw errors.callClosed(call.closesAt)
}

export type Moved = { project: Project; change: Change }

const said = (text: Bilingual) => text.en !== '' || text.zh !== ''

/** What is missing before it can be sent in; the same list is the checklist on the page. */
export function missing(project: Project, files: readonly ProjectFile[]): FieldProblem[] {
  const problems: FieldProblem[] = []
  const need = (path: string, there: boolean, code = 'kernel.field_required') => {
    if (!there) problems.push({ path, code })
  }
  need('title', said(project.title))
  need('summary', said(project.summary))
  need('field', project.field !== null)
  need('maturity', project.maturity !== null)
  need('country', project.country !== null)
  need('seeking', project.seeking.length > 0)
  need('ip', project.ip !== null, 'projects.ip_missing')
  need(
    'deck',
    files.some(({ kind }) => kind === 'deck'),
    'projects.deck_missing',
  )
  return problems
}

/** How much of the passport is there, in hundredths: what the station's queue is sorted by. */
export function completeness(
  passport: Passport & Pick<Project, 'ip'>,
  files: readonly ProjectFile[],
): number {
  const parts = [
    said(passport.title),
    passport.title.en !== '' && passport.title.zh !== '',
    said(passport.summary),
    said(passport.body),
    passport.field !== null,
    passport.maturity !== null,
    passport.country !== null,
    passport.seeking.length > 0,
    !passport.seeking.includes('capital') || passport.financing !== null,
    passport.institution !== '',
    passport.ip !== null,
    files.some(({ kind }) => kind === 'deck'),
    files.some(({ kind }) => kind === 'image'),
  ]
  return Math.round((100 * parts.filter(Boolean).length) / parts.length)
}

/** Moves a project on. Refuses steps that are not drawn above, and decisions without a word of reason. */
export function move(
  project: Project,
  becomes: ProjectState,
  reason: string,
  actor: Actor,
  at: Instant,
): Moved {
  if (project.state === 'withdrawn') throw errors.isWithdrawn()
  if (!steps[project.state].includes(becomes)) throw errors.noSuchStep(project.state, becomes)
  const text = reason.trim()
  if (text === '' && becomes !== 'submitted' && becomes !== 'withdrawn') throw errors.needsReason()
  return {
    project: {
      ...project,
      state: becomes,
      stateAt: at,
      changedAt: at,
      submittedAt: becomes === 'submitted' ? at : project.submittedAt,
    },
    change: {
      id: newId<'project_change'>(),
      projectId: project.id,
      at,
      was: project.state,
      became: becomes,
      byKind: actor.kind === 'person' ? 'person' : 'system',
      byPerson: actor.kind === 'person' ? actor.personId : null,
      reason: text,
    },
  }
}

/** What is left of a withdrawn project: its field and when it went through which states, to be counted; no word of what it was. */
export function tombstone({ project, change }: Moved): Moved {
  return {
    project: {
      ...project,
      title: { en: '', zh: '' },
      summary: { en: '', zh: '' },
      body: { en: '', zh: '' },
      tags: [],
      maturity: null,
      country: null,
      seeking: [],
      financing: null,
      website: null,
      institution: '',
      ror: null,
      ip: null,
      answers: {},
      followUpAnswers: {},
      assignedTo: null,
      version: project.version + 1,
    },
    change: { ...change, reason: '' },
  }
}

/** The passport as changed by its team. Refuses when somebody else was faster, and when it is not theirs to change now. */
export function rewrite(
  project: Project,
  passport: Partial<Passport> & Partial<Pick<Project, 'answers' | 'followUpAnswers' | 'ip'>>,
  version: number,
  at: Instant,
): Project {
  if (!mayBeEdited(project.state)) throw errors.notInThisState(project.state)
  if (version !== project.version) throw errors.changedMeanwhile()
  return { ...project, ...passport, version: version + 1, changedAt: at }
}

export const mostFiles: Readonly<Record<ProjectFile['kind'], number>> = {
  deck: 1,
  image: 12,
  video: 1,
  poster: 1,
  captions: 2,
  document: 6,
}

/** Refuses one file too many of its kind; captions are one for each language. */
export function mustHaveRoom(
  kind: ProjectFile['kind'],
  files: readonly ProjectFile[],
  language: string | null = null,
): void {
  const same = files.filter((file) => file.kind === kind)
  if (kind === 'captions' && same.some((file) => file.language === language)) throw errors.tooManyFiles(1)
  if (same.length >= mostFiles[kind]) throw errors.tooManyFiles(mostFiles[kind])
}

/** A film of a few minutes in the best quality; and what one person may have under way at once. */
export const largestFilm = 2 * 1024 ** 3
const mostUnderWay = 2 * largestFilm

/** Refuses a film that is too large, and one more than a person may have under way for several projects. */
export function mustTake(bytes: number, elsewhere: number): void {
  if (bytes > largestFilm) throw errors.filmTooLarge(largestFilm / 1024 ** 3)
  if (bytes + elsewhere > mostUnderWay) throw errors.tooMuchUnderWay()
}

/** Refuses somebody who is already on the team, by address in any case. */
export function mustBeNew(email: string, team: readonly Member[]): void {
  if (team.some((member) => member.email === email.toLowerCase())) throw errors.alreadyMember()
}
