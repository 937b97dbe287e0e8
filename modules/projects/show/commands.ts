import { z } from 'zod'
import { command, type Tx } from '#kernel/command'
import { type Id, newId } from '#kernel/ids'
import type { Bilingual } from '#kernel/text'
import type { Instant } from '#kernel/time'
import { recordConsents } from '#modules/people'
import { may } from '../access.ts'
import * as facts from '../facts.ts'
import { about, lockWhole, subjectOf } from '../intake/commands.ts'
import { type Project, ProjectId, type Shown } from '../model.ts'
import { lock, type Whole } from '../store.ts'
import { ShownFacts } from '../wire.ts'
import { awardsOf, saveAward } from './store/awards.ts'
import * as store from './store/consents.ts'
import { saveViews } from './store/views.ts'
import { audiencesOf, viewOf } from './view.ts'

/** Version of the words under which somebody agrees to show a field. A change of the words is a new version. */
export const showConsentText = 'projects-show-2026-11'

const key = ({ field, recipient }: Shown) => `${field} ${recipient}`

/**
 * An address that can be read aloud: Latin letters of the title, and of the id what makes it the project's own. Nothing
 * is looked up for it: the entrant's reach does not see whose address is taken.
 */
export const slugOf = ({ id, title }: Project): string => {
  const letters = title.en
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
  return `${letters === '' ? 'project' : letters}-${id.slice(-6)}`
}

/** Makes anew what each audience sees. To be called by whatever changes the passport's state, consents or awards. */
export async function refreshViews(tx: Tx, { project, team, files }: Whole, at: Instant): Promise<void> {
  const shown = await store.shownOf(tx, project.id)
  const awards = await awardsOf(tx, project.id)
  const views = audiencesOf(shown).flatMap((audience) => {
    const view = viewOf(project, team, files, shown, audience, slugOf(project), at, awards)
    return view ? [view] : []
  })
  await saveViews(tx, project.id, views)
}

/**
 * Step for whoever gives prizes: the project has won something, once from each `source`, and its page says so from then
 * on as far as the project is shown at all. A project that is gone gets none. Given again
 * it has the words of the last time, unless `known` words stand.
 */
export async function giveAward(
  tx: Tx,
  award: { projectId: ProjectId; source: string; name: Bilingual; known?: 'stand' },
  at: Instant,
): Promise<void> {
  const whole = await lock(tx, award.projectId)
  if (!whole || whole.project.state === 'withdrawn') return
  await saveAward(tx, { ...award, stationId: whole.project.stationId }, at)
  await refreshViews(tx, whole, at)
}

/**
 * The entrant says which field may be seen by whom; each yes is a receipt of its own. What is not in the list any more
 * is taken back, at once, on every page.
 */
export const agreeToShow = command({
  name: 'projects.agree_to_show',
  input: z.object({ projectId: ProjectId, shown: ShownFacts }),
  load: async (tx, { projectId }) => ({
    whole: await lockWhole(tx, projectId),
    before: await store.shownOf(tx, projectId),
  }),
  allow: (actor, { whole }) => may.answerFor(actor, about(whole)),
  decide: ({ whole, before }, { shown }) => {
    const wanted = new Map(shown.map((each) => [key(each as Shown), each as Shown]))
    const had = new Set(before.map(key))
    return {
      ...whole,
      given: [...wanted.values()]
        .filter((each) => !had.has(key(each)))
        .map((each) => ({ ...each, consentId: newId<'consent'>() })),
      back: before.filter((each) => !wanted.has(key(each))),
    }
  },
  save: async (tx, { project, team, files, given, back }, { at }) => {
    await recordConsents(
      tx,
      given.map(({ field, recipient, consentId }) => ({
        id: consentId,
        personId: project.entrantId,
        stationId: project.stationId,
        purpose: 'project_show',
        recipient,
        textVersion: showConsentText,
        about: { project: project.id, field },
      })),
      at,
    )
    await store.insertShown(tx, project.id, project.stationId, given)
    await store.takeBack(
      tx,
      project.id,
      back.map(({ consentId }) => consentId),
      at,
    )
    await refreshViews(tx, { project, team, files }, at)
  },
  announce: ({ project }) => [facts.viewed(project)],
  audit: subjectOf,
})

/** Hears that a consent was taken back on the person's own privacy page: what it allowed is gone at once. */
export const dropShown = command({
  name: 'projects.drop_shown',
  input: z.object({ consentId: z.custom<Id<'consent'>>((value) => typeof value === 'string') }),
  load: async (tx, { consentId }) => {
    const projectId = await store.projectOf(tx, consentId)
    return projectId === undefined ? null : lockWhole(tx, projectId)
  },
  allow: (actor) => actor.kind === 'system',
  decide: (whole) => whole,
  save: async (tx, whole, { at }) => {
    if (whole) await refreshViews(tx, whole, at)
  },
  announce: (whole) => (whole ? [facts.viewed(whole.project)] : []),
  audit: (whole) => (whole ? subjectOf(whole) : null),
})
