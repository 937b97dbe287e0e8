import { z } from 'zod'
import { command, type Tx } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { newId } from '#kernel/ids'
import { type Event, EventId, findEvent } from '#modules/events'
import { findRound } from '#modules/judging'
import { findProject, ProjectId } from '#modules/projects'
import { changed } from '#platform/live'
import { may } from '../access.ts'
import * as errors from '../errors.ts'
import { type Entry, EntryId, type Roadshow, RoadshowId } from '../model.ts'
import { setTo } from '../rules/clock.ts'
import * as order from '../rules/order.ts'
import { watchOf } from '../rules/watch.ts'
import * as store from '../store/roadshow.ts'
import { Presenter, RoadshowFacts } from '../wire.ts'
import { entryIn, hosts, lockStaged, type Staged, subjectOf } from './load.ts'

/** The round must be one of the event's edition that the reader may look at. */
async function roundProblem(tx: Tx, facts: RoadshowFacts, event: Event) {
  if (facts.roundId === null) return null
  const round = await findRound(tx, facts.roundId)
  return round?.editionId === event.editionId ? null : errors.roundUnknown()
}

/** Refuses an address that is neither a stream nor a meeting of a known service; '' is none. */
function mustBeWatchable(address: string, meetingHosts: readonly string[]): void {
  if (address !== '' && watchOf(address, meetingHosts) === null)
    throw errors.watchUnknown(meetingHosts.join(', '))
}

const withFacts = (roadshow: Roadshow, facts: RoadshowFacts, meetingHosts: readonly string[]): Roadshow => {
  mustBeWatchable(facts.watch, meetingHosts)
  return { ...roadshow, ...facts, watch: facts.watch === '' ? null : facts.watch }
}

/** Hosts of meetings whose links an installation takes, beside those that everybody's are taken of. */
export type SetUpPorts = { meetingHosts: readonly string[] }

/** A roadshow of an event is planned, and what is typed about it changed. */
export const setUpCommands = ({ meetingHosts }: SetUpPorts) => ({
  /** The same refusal for a form, which tells it beside its others. */
  mustBeWatchable: (address: string) => mustBeWatchable(address, meetingHosts),

  plan: command({
    name: 'roadshow.plan',
    input: z.object({ eventId: EventId, facts: RoadshowFacts }),
    load: async (tx, { eventId, facts }) => {
      const event = await findEvent(tx, eventId)
      if (!event) throw notFound()
      return { event, problem: await roundProblem(tx, facts, event) }
    },
    allow: (actor, { event }) => may.host(actor, event),
    decide: ({ event, problem }, { facts }, { at }) => {
      if (problem) throw problem
      const roadshow: Roadshow = {
        ...facts,
        id: newId<'roadshow'>(),
        eventId: event.id,
        stationId: event.stationId,
        state: 'planned',
        stateAt: at,
        entryId: null,
        clock: setTo(facts, 'pitch'),
        steps: 0,
        revealed: 0,
        changedAt: at,
      }
      return { roadshow: withFacts(roadshow, facts, meetingHosts) }
    },
    save: (tx, { roadshow }) => store.insert(tx, roadshow),
    audit: subjectOf,
  }),

  /** The round, how it ranks and whether the hall votes are fixed once it runs; the rest may change until the end. */
  change: command({
    name: 'roadshow.change',
    input: z.object({ roadshowId: RoadshowId, facts: RoadshowFacts }),
    load: async (tx, { roadshowId, facts }) => {
      const staged = await lockStaged(tx, { roadshowId })
      const event = await findEvent(tx, EventId.parse(staged.roadshow.eventId))
      if (!event) throw notFound()
      return { ...staged, problem: await roundProblem(tx, facts, event) }
    },
    allow: hosts,
    decide: ({ roadshow, problem }, { facts }, { at }) => {
      if (problem) throw problem
      const fixed = roadshow.state !== 'planned'
      const rules = ['roundId', 'adjusted', 'audienceVotes'] as const
      if (fixed && rules.some((rule) => facts[rule] !== roadshow[rule])) throw errors.begunAlready()
      const next = withFacts({ ...roadshow, changedAt: at }, facts, meetingHosts)
      return { roadshow: fixed ? next : { ...next, clock: setTo(next, 'pitch') } }
    },
    save: (tx, { roadshow }) => store.save(tx, roadshow),
    audit: subjectOf,
  }),
})

const orderable = (roadshow: Roadshow) => {
  if (!order.mayOrder(roadshow)) throw errors.notNow(roadshow.state)
}

const tellOf = (tx: Tx, { roadshow }: Pick<Staged, 'roadshow'>) => changed(tx, store.topicOf(roadshow.id))

/** A project at the end of the order. Refuses one that stands in it: roadshow.entry_twice. */
export const addEntry = command({
  name: 'roadshow.add_entry',
  input: z.object({ roadshowId: RoadshowId, projectId: ProjectId, presenter: Presenter }),
  load: async (tx, { roadshowId, projectId }) => {
    const staged = await lockStaged(tx, { roadshowId })
    const event = await findEvent(tx, EventId.parse(staged.roadshow.eventId))
    const found = await findProject(tx, projectId)
    return {
      ...staged,
      project: found?.project.editionId === event?.editionId ? (found?.project ?? null) : null,
    }
  },
  allow: hosts,
  decide: ({ roadshow, entries, project }, { presenter }) => {
    orderable(roadshow)
    if (!project || project.state === 'draft' || project.state === 'withdrawn') throw errors.projectUnknown()
    if (entries.length >= order.mostEntries) throw errors.entriesTooMany(order.mostEntries)
    const entry: Entry = {
      id: newId<'roadshow_entry'>(),
      roadshowId: roadshow.id,
      projectId: project.id,
      title: project.title,
      presenter,
      position: entries.length + 1,
      pitchedAt: null,
    }
    return { roadshow, entry }
  },
  save: async (tx, { roadshow, entry }) => {
    await store.insertEntries(tx, roadshow, [entry])
    await tellOf(tx, { roadshow })
  },
  audit: subjectOf,
})

/** The whole order as it was dragged. Refuses one made before somebody else changed the list: roadshow.order_stale. */
export const orderEntries = command({
  name: 'roadshow.order',
  input: z.object({ roadshowId: RoadshowId, entryIds: z.array(EntryId).max(order.mostEntries) }),
  load: lockStaged,
  allow: hosts,
  decide: ({ roadshow, entries }, { entryIds }) => {
    orderable(roadshow)
    return { roadshow, entries: order.reordered(entries, entryIds) }
  },
  save: async (tx, { roadshow, entries }) => {
    await store.saveEntries(tx, entries)
    await tellOf(tx, { roadshow })
  },
  audit: subjectOf,
})

/** One entry: to another place in the order, and who presents it. */
export const changeEntry = command({
  name: 'roadshow.change_entry',
  input: z.object({
    roadshowId: RoadshowId,
    entryId: EntryId,
    position: z.number().int().min(1).max(order.mostEntries),
    presenter: Presenter.optional(),
  }),
  load: lockStaged,
  allow: hosts,
  decide: ({ roadshow, entries }, { entryId, position, presenter }) => {
    orderable(roadshow)
    const changed = entries.map((entry) =>
      entry.id === entryId ? { ...entry, presenter: presenter ?? entry.presenter } : entry,
    )
    return { roadshow, entries: order.moved(changed, entryIn(entries, entryId).id, position) }
  },
  save: async (tx, { roadshow, entries }) => {
    await store.saveEntries(tx, entries)
    await tellOf(tx, { roadshow })
  },
  audit: subjectOf,
})

/** Takes an entry out, while nobody can have voted for it. */
export const removeEntry = command({
  name: 'roadshow.remove_entry',
  input: z.object({ roadshowId: RoadshowId, entryId: EntryId }),
  load: lockStaged,
  allow: hosts,
  decide: ({ roadshow, entries }, { entryId }) => {
    if (roadshow.state !== 'planned') throw errors.begunAlready()
    return { roadshow, gone: entryIn(entries, entryId), entries: order.without(entries, entryId) }
  },
  save: async (tx, { roadshow, gone, entries }) => {
    await store.removeEntry(tx, gone.id)
    await store.saveEntries(tx, entries)
    await tellOf(tx, { roadshow })
  },
  audit: subjectOf,
})
