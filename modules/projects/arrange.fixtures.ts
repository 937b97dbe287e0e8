import type { Actor } from '#kernel/access'
import type { Id } from '#kernel/ids'
import { personName } from '#kernel/names'
import { instant } from '#kernel/time'
import { ensurePerson } from '#modules/people'
import type { TestDatabase } from '../../tools/test/database.ts'
import { arrangeSummit, holding } from '../events/arrange.fixtures.ts'
import { insert as insertCall } from './calls/store.ts'
import { decideProjects } from './desk/commands.ts'
import { aCall } from './fixtures.ts'
import { declareIp, savePassport, startProject, submitProject } from './intake/commands.ts'
import { addFile } from './intake/files.ts'
import type { Project, ProjectId, Shown } from './model.ts'
import { agreeToShow, slugOf } from './show/commands.ts'
import { find } from './store.ts'

export const at = '2019-05-01T09:00:00Z'

export const facts = {
  title: { en: 'Quantum gravity sensor', zh: '量子重力传感器' },
  summary: { en: 'Measures gravity.', zh: '测量重力。' },
  body: { en: 'SECRET BODY', zh: '' },
  field: 'electronic_information' as const,
  tags: ['quantum'],
  maturity: 'pilot' as const,
  seeking: ['capital' as const],
  financing: { minor: 100, currency: 'GBP' },
  website: null,
  country: 'GB',
  institution: 'Imperial College London',
  ror: null,
}

/** A summit with a call of its London station, and founders who come as far as a test needs them. */
export async function arrangeProjects(db: Pick<TestDatabase, 'tx' | 'use'>) {
  const summit = await db.tx((tx) => arrangeSummit(tx, instant(at)))
  const call = aCall({ editionId: summit.edition.id, stationId: summit.london.id })
  await db.tx((tx) => insertCall(tx, call))

  let people = 0
  /** A founder of her own for each test: the call takes one project from each. */
  async function founder(
    email = `founder${++people}@example.org`,
  ): Promise<Actor & { personId: Id<'person'> }> {
    const name = personName({ latinGiven: 'Wei', latinFamily: 'Li', han: '李伟' })
    const person = await db.tx((tx) => ensurePerson(tx, { email, name, locale: 'en' }, instant(at)))
    return { kind: 'person', personId: person.id, grants: [] }
  }

  const london = holding('station_lead', summit.london.id, (await founder()).personId)
  const boston = holding('station_lead', summit.boston.id, (await founder()).personId)
  const organiser = holding('organiser', null, (await founder()).personId)

  async function begun(who: Actor, title = facts.title): Promise<Project> {
    const { project } = await db.use(who).run(startProject, { callId: call.id, title, locale: 'en' })
    return project
  }

  async function submitted(who: Actor, over: Partial<typeof facts> = {}): Promise<ProjectId> {
    const { id } = await begun(who)
    const use = db.use(who)
    const one = await use.run(savePassport, { projectId: id, version: 1, facts: { ...facts, ...over } })
    await use.run(declareIp, {
      projectId: id,
      version: one.project.version,
      facts: { owner: 'I', licence: 'none', priorObligations: 'none', sworn: true },
    })
    await use.run(addFile, {
      projectId: id,
      kind: 'deck',
      name: 'Deck',
      mediaType: 'application/pdf',
      bytes: 9,
      hash: 'b'.repeat(64),
    })
    await use.run(submitProject, { projectId: id })
    return id
  }

  const decide = (who: Actor, projectId: ProjectId, becomes: Project['state'], reason = 'because') =>
    db.use(who).run(decideProjects, { projectIds: [projectId], becomes, reason })

  async function shown(who: Actor, agreed: Shown[], over: Partial<typeof facts> = {}): Promise<ProjectId> {
    const id = await submitted(who, over)
    for (const becomes of ['checked', 'shortlisted', 'shown'] as const) await decide(london, id, becomes)
    await db.use(who).run(agreeToShow, { projectId: id, shown: agreed })
    return id
  }

  /** Where a project stands on the show. */
  async function placeOf(id: ProjectId): Promise<{ edition: string; slug: string }> {
    const whole = await db.tx((tx) => find(tx, id))
    if (!whole) throw new Error('no such project')
    return { edition: summit.edition.slug, slug: slugOf(whole.project) }
  }

  return { summit, call, founder, london, boston, organiser, begun, submitted, decide, shown, placeOf }
}
