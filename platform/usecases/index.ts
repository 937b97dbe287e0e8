import type { z } from 'zod'
import type { Command, Moment, Query, Use } from '#kernel/command'
import type { Instant } from '#kernel/time'
import type { Clock } from '#platform/clock'
import type { Database } from '#platform/db'
import { gatherer } from './batch.ts'
import type { Call, Recorder } from './call.ts'
import { parse, refuse } from './parse.ts'
import { tell } from './tell.ts'

export type { Call, Door, Line, Recorder } from './call.ts'
export { fieldProblems } from './parse.ts'

export type UseCases = { as(call: Call): Use; now(): Instant }

/** Runs use cases: one transaction each, with the actor's reach, the audit line and the facts inside it. */
export function useCases(
  database: Database,
  clock: Clock,
  record: Recorder,
  /** Called after each commit, so that caches are emptied and the outbox is looked at. */
  written: () => void = () => {},
): UseCases {
  const run = async <Schema extends z.ZodType, Loaded, Outcome>(
    call: Call,
    what: Command<Schema, Loaded, Outcome>,
    raw: unknown,
  ): Promise<Outcome> => {
    const input = parse(what.input, raw)
    const moment: Moment = { actor: call.actor, at: clock.now() }
    const outcome = await database.transact(call.actor, what.reach ?? 'actor', async (tx) => {
      const loaded = await what.load(tx, input, moment)
      if (!what.allow(call.actor, loaded, input)) throw refuse(call.actor)
      const outcome = what.decide(loaded, input, moment)
      await what.save(tx, outcome, moment)
      const subject = what.audit?.(outcome, loaded) ?? null
      if (subject) await record(tx, [{ ...call, at: moment.at, command: what.name, subject }])
      const { requestId } = call
      const facts = what.announce?.(outcome, loaded) ?? []
      await tell(
        tx,
        facts.map((fact) => ({ ...fact, requestId })),
        moment.at,
      )
      return outcome
    })
    written()
    return outcome
  }
  const ask = async <Schema extends z.ZodType, Answer>(
    call: Call,
    what: Query<Schema, Answer>,
    raw: unknown,
  ): Promise<Answer> => {
    const input = parse(what.input, raw)
    const moment: Moment = { actor: call.actor, at: clock.now() }
    return database.transact(call.actor, what.reach ?? 'actor', async (tx) => {
      const answer = await what.load(tx, input, moment)
      if (!what.allow(call.actor, answer, input)) throw refuse(call.actor)
      return answer
    })
  }
  const gather = gatherer(database, clock, record, written)
  return {
    now: clock.now,
    as: (call) => ({
      actor: call.actor,
      now: clock.now,
      run: (what, input) => run(call, what, input),
      gather: (what, input) => gather(call, what, input),
      ask: (what, input) => ask(call, what, input),
    }),
  }
}
