import { z } from 'zod'
import { beyond, command } from '#kernel/command'
import { notFound } from '#kernel/errors'
import * as errors from '../errors.ts'
import * as facts from '../facts.ts'
import { type Entry, EntryId, RoadshowId } from '../model.ts'
import * as life from '../rules/life.ts'
import { resultOf, stepsOf } from '../rules/results.ts'
import * as hall from '../store/hall.ts'
import { freeze, revealedOf } from '../store/result.ts'
import * as store from '../store/roadshow.ts'
import { award } from './award.ts'
import { entryIn, hosts, lockStaged, subjectOf } from './load.ts'
import { rankingOf } from './ranking.ts'

const Of = z.object({ roadshowId: RoadshowId })

/** The hall is open. Refuses an empty order, and a second time. */
export const openRoadshow = command({
  name: 'roadshow.open',
  input: Of,
  load: lockStaged,
  allow: hosts,
  decide: ({ roadshow, entries }, _input, { at }) => ({ roadshow: life.opened(roadshow, entries, at) }),
  save: (tx, { roadshow }) => store.save(tx, roadshow),
  announce: ({ roadshow }) => [facts.opened(roadshow)],
  audit: subjectOf,
})

/** Calls an entry on, the clock at its whole time. */
export const callOn = command({
  name: 'roadshow.call_on',
  input: Of.extend({ entryId: EntryId }),
  load: lockStaged,
  allow: hosts,
  decide: ({ roadshow, entries }, { entryId }, { at }) => {
    const entry: Entry = { ...entryIn(entries, entryId), pitchedAt: at }
    return { roadshow: life.calledOn(roadshow, entry, at), entry }
  },
  save: async (tx, { roadshow, entry }) => {
    await store.saveEntries(tx, [entry])
    await store.save(tx, roadshow)
  },
  audit: subjectOf,
})

const Move = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('start') }),
  z.object({ kind: z.literal('stop') }),
  z.object({ kind: z.literal('to'), segment: z.enum(['pitch', 'questions']) }),
  z.object({ kind: z.literal('extend'), seconds: z.number().int().min(-600).max(600) }),
])

/** The clock of whoever is on. */
export const moveClock = command({
  name: 'roadshow.clock',
  input: Of.extend({ move: Move }),
  load: lockStaged,
  allow: hosts,
  decide: ({ roadshow }, { move }, { at }) => ({ roadshow: life.clocked(roadshow, move, at) }),
  save: (tx, { roadshow }) => store.save(tx, roadshow),
})

/** No vote counts from here on. Waits for those that are being written. */
export const closeVoting = command({
  name: 'roadshow.close',
  input: Of,
  load: lockStaged,
  allow: hosts,
  decide: ({ roadshow }, _input, { at }) => ({ roadshow: life.closed(roadshow, at) }),
  save: (tx, { roadshow }) => store.save(tx, roadshow),
  audit: subjectOf,
})

/**
 * Freezes the result: by the round's ranking where there is a round (it has to be closed), else by the hall's votes.
 * Which vote was for whom is cut off in the same transaction.
 */
export const freezeResult = command({
  name: 'roadshow.freeze',
  input: Of,
  reach: beyond('ballots are counted by this step alone; who may take it is asked before'),
  load: async (tx, input, { actor }) => {
    const staged = await lockStaged(tx, input)
    if (!hosts(actor, staged)) throw notFound()
    return {
      ...staged,
      tally: await hall.tallyOf(tx, staged.roadshow.id),
      ranking: staged.roadshow.roundId === null ? null : await rankingOf(tx, staged),
    }
  },
  allow: hosts,
  decide: ({ roadshow, entries, tally, ranking }, _input, { at }) => {
    if (!life.mayBecome(roadshow.state, 'revealing')) throw errors.notNow(roadshow.state)
    if (ranking === 'not_ready') throw errors.roundNotReady()
    const results = resultOf(entries, tally, ranking)
    return { roadshow: life.frozen(roadshow, stepsOf(results), at), results }
  },
  save: async (tx, { roadshow, results }) => {
    await store.save(tx, roadshow)
    await freeze(tx, roadshow.id, results)
    await hall.cutBallots(tx, roadshow.id)
  },
  audit: subjectOf,
})

/** Tells the next step; `step` is the number it becomes, so that pressing twice tells one. */
export const revealNext = command({
  name: 'roadshow.reveal',
  input: Of.extend({ step: z.number().int().min(1).max(10) }),
  load: lockStaged,
  allow: hosts,
  decide: ({ roadshow }, { step }, { at }) => ({ roadshow: life.revealedTo(roadshow, step, at) }),
  save: (tx, { roadshow }) => store.save(tx, roadshow),
  audit: subjectOf,
})

/** Everything is told: the first places stand on the projects' own pages from now on. */
export const finishRoadshow = command({
  name: 'roadshow.finish',
  input: Of,
  reach: beyond('a project of another station may have won; who may finish is asked before'),
  load: async (tx, input, { actor }) => {
    const staged = await lockStaged(tx, input)
    if (!hosts(actor, staged)) throw notFound()
    return { ...staged, results: await revealedOf(tx, staged.roadshow.id) }
  },
  allow: hosts,
  decide: ({ roadshow, entries, results }, _input, { at }) => ({
    roadshow: life.finished(roadshow, at),
    entries,
    results,
  }),
  save: async (tx, { roadshow, entries, results }, { at }) => {
    await store.save(tx, roadshow)
    await award(tx, { roadshow, entries, results }, at)
  },
  announce: ({ roadshow }) => [facts.done(roadshow)],
  audit: subjectOf,
})
