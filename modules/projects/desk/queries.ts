import { z } from 'zod'
import { type Actor, hasRole, type Role } from '#kernel/access'
import { query, type Tx } from '#kernel/command'
import { notFound } from '#kernel/errors'
import type { Id } from '#kernel/ids'
import { listGrants, type PersonId, readPersons } from '#modules/people'
import { deskEdition, findEdition, listEditions } from '#modules/programme'
import { listStations } from '#modules/stations'
import { may, mayCall } from '../access.ts'
import * as callStore from '../calls/store.ts'
import { about } from '../intake/commands.ts'
import { CallId, ProjectId, projectStates } from '../model.ts'
import { completeness } from '../rules.ts'
import { shownOf } from '../show/store/consents.ts'
import * as root from '../store.ts'
import { hintsFor } from './likeness.ts'
import * as store from './store.ts'

export const deskReader = (actor: Actor): boolean =>
  hasRole('administrator', 'organiser', 'auditor', 'station_lead', 'station_staff')(actor, undefined)

/** The queue: what came in to the calls the reader works for, with what helps to decide. */
export const readQueue = query({
  name: 'projects.queue',
  input: z.object({
    edition: z.string().max(60).nullable(),
    callId: CallId.nullable(),
    state: z.enum(projectStates).nullable(),
    assigned: z.enum(['me', 'nobody']).nullable(),
  }),
  load: async (tx, input, { actor }) => {
    const edition = await deskEdition(tx, input.edition)
    if (!edition) throw notFound()
    const calls = (await callStore.list(tx, edition.id)).filter((call) => mayCall.desk(actor, call))
    const theirs = (await root.list(tx, actor, { ...input, editionId: edition.id })).filter((project) =>
      may.view(actor, { ...project, team: [] }),
    )
    const all = await store.likenesses(tx, edition.id)
    const rows = await Promise.all(
      theirs.map(async (project) => {
        const files = await root.filesOf(tx, project.id)
        const own = all.find(({ id }) => id === project.id)
        return {
          project,
          completeness: completeness(project, files),
          hints: own ? hintsFor(own, all) : [],
        }
      }),
    )
    const ids = theirs.map(({ id }) => id)
    return {
      edition,
      editions: await listEditions(tx),
      calls,
      rows,
      counts: await root.countByState(tx, edition.id, input.callId),
      pending: await store.pendingOf(tx, ids),
      onShowBefore: await root.onShowBefore(tx, ids),
      people: await readPersons(
        tx,
        theirs.flatMap(({ assignedTo, entrantId }) => (assignedTo ? [assignedTo, entrantId] : [entrantId])),
      ),
    }
  },
  allow: deskReader,
})

export type Queue = Awaited<ReturnType<typeof readQueue.load>>

/** Who may have a project given to them: the people of its station, or of the host. */
async function staffOf(tx: Tx, stationId: Id<'station'> | null): Promise<PersonId[]> {
  const roles: readonly Role[] =
    stationId === null ? ['organiser', 'administrator'] : ['station_lead', 'station_staff']
  const grants = (await listGrants(tx, stationId)).filter(({ role }) => roles.includes(role))
  return [...new Set(grants.map(({ personId }) => personId))]
}

/** One project as the desk sees it. A neighbour's is not found. */
export const readForDesk = query({
  name: 'projects.desk_one',
  input: z.object({ projectId: ProjectId }),
  load: async (tx, { projectId }, { actor }) => {
    const whole = await root.find(tx, projectId)
    // What is not sent in is its team's alone, and what was withdrawn says nothing to anybody.
    const says = whole && whole.project.state !== 'draft' && whole.project.state !== 'withdrawn'
    if (!says || !may.view(actor, about(whole)) || !deskReader(actor)) throw notFound()
    const call = await callStore.find(tx, whole.project.callId)
    const edition = await findEdition(tx, whole.project.editionId)
    if (!call || !edition) throw notFound()
    const all = await store.likenesses(tx, edition.id)
    const own = all.find(({ id }) => id === projectId)
    const hints = own ? hintsFor(own, all) : []
    const changes = await root.changesOf(tx, projectId)
    const staff = await staffOf(tx, call.stationId)
    return {
      ...whole,
      call,
      edition,
      changes,
      hints: hints.map((hint) => ({
        ...hint,
        title: all.find(({ id }) => id === hint.other)?.title ?? { en: '', zh: '' },
      })),
      shown: await shownOf(tx, projectId),
      pending: (await store.pendingOf(tx, [projectId])).get(projectId) ?? null,
      staff,
      stations: await listStations(tx),
      people: await readPersons(tx, [
        whole.project.entrantId,
        ...(whole.project.assignedTo ? [whole.project.assignedTo] : []),
        ...staff,
        ...changes.flatMap(({ byPerson }) => (byPerson ? [byPerson] : [])),
      ]),
    }
  },
  allow: (actor, whole) => may.view(actor, about(whole)),
})
