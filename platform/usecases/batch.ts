import type { z } from 'zod'
import { system } from '#kernel/access'
import type { Batch } from '#kernel/command'
import { Refusal } from '#kernel/errors'
import type { Clock } from '#platform/clock'
import type { Database } from '#platform/db'
import type { Call, Recorder } from './call.ts'
import { parse, refuse } from './parse.ts'
import { tell } from './tell.ts'

/** More in one transaction gain nothing and only make the first of them wait. */
const mostTogether = 256

type Waiting<Input, Outcome> = {
  call: Call
  input: Input
  resolve(outcome: Outcome): void
  reject(error: unknown): void
}

type Answered<Outcome> = { outcome: Outcome } | { refusal: Refusal }

const hasCode = (error: unknown, codes: RegExp): boolean =>
  error instanceof Error && 'code' in error && codes.test(String(error.code))
/** What one request brought fails the others by a refusal or a broken rule of the database; a lost connection is everybody's. */
const isOfOne = (error: unknown): boolean =>
  error instanceof Refusal ? error.kind !== 'unavailable' : hasCode(error, /^(22|23|P0)/)
/** Two transactions met: one was chosen to go again, or what one had read was no longer so when it wrote. */
const isToRepeat = (error: unknown, alone: boolean): boolean =>
  hasCode(error, alone ? /^(40(001|P01)|23...)$/ : /^40(001|P01)$/)

/** The line of one batched use case: per key, one transaction at a time, and whoever comes meanwhile is in the next. */
function lineOf<Schema extends z.ZodType, Loaded, Outcome>(
  what: Batch<Schema, Loaded, Outcome>,
  database: Database,
  clock: Clock,
  record: Recorder,
  written: () => void,
) {
  type One = Waiting<z.output<Schema>, Outcome>
  const waiting = new Map<string, One[]>()

  const commit = async (group: readonly One[]): Promise<Answered<Outcome>[]> =>
    database.transact(system(what.name), what.reach, async (tx) => {
      const at = clock.now()
      const asked = (one: One) => ({ actor: one.call.actor, input: one.input })
      const loaded = await what.load(tx, group.map(asked), at)
      const allowed = group.filter((one) => what.allow(one.call.actor, loaded, one.input))
      const outcomes = allowed.length === 0 ? [] : what.decide(loaded, allowed.map(asked), at)
      const outcomeOf = new Map(allowed.map((one, index) => [one, outcomes[index]]))

      const lines = outcomes.flatMap((outcome, index) => {
        const subject = what.audit?.(outcome, loaded) ?? null
        const call = allowed[index]?.call
        return subject && call ? [{ ...call, at, command: what.name, subject }] : []
      })
      const facts = outcomes.flatMap((outcome, index) => {
        const requestId = allowed[index]?.call.requestId ?? ''
        return (what.announce?.(outcome, loaded) ?? []).map((fact) => ({ ...fact, requestId }))
      })
      // Sent together; whichever fails undoes the others.
      await Promise.all([
        outcomes.length > 0 ? what.save(tx, outcomes, loaded, at) : null,
        lines.length > 0 ? record(tx, lines) : null,
        tell(tx, facts, at),
      ])

      return group.map((one) => {
        const outcome = outcomeOf.get(one)
        if (outcome === undefined) return { refusal: refuse(one.call.actor) }
        const refusal = what.refusal?.(outcome) ?? null
        return refusal ? { refusal } : { outcome }
      })
    })

  const answer = (group: readonly One[], answers: readonly Answered<Outcome>[]) => {
    written()
    group.forEach((one, index) => {
      const answered = answers[index]
      if (answered === undefined) one.reject(new Error(`${what.name} gave no answer`))
      else if ('refusal' in answered) one.reject(answered.refusal)
      else one.resolve(answered.outcome)
    })
  }

  const serve = async (group: readonly One[], again: boolean): Promise<void> => {
    try {
      answer(group, await commit(group))
    } catch (error) {
      if (again && isToRepeat(error, group.length === 1)) await serve(group, false)
      else if (group.length > 1 && isOfOne(error)) for (const one of group) await serve([one], true)
      else for (const one of group) one.reject(error)
    }
  }

  const work = async (key: string, line: One[]): Promise<void> => {
    // Whatever the sockets brought in this same turn comes along; nothing is waited for.
    await new Promise((resolve) => setImmediate(resolve))
    while (line.length > 0) await serve(line.splice(0, mostTogether), true)
    waiting.delete(key)
  }

  return (call: Call, input: z.output<Schema>): Promise<Outcome> =>
    new Promise((resolve, reject) => {
      const key = what.key(input)
      const line = waiting.get(key)
      const one = { call, input, resolve, reject }
      if (line) {
        line.push(one)
        return
      }
      const started = [one]
      waiting.set(key, started)
      void work(key, started)
    })
}

/** Runs batched use cases. See kernel/command `Batch` for what holds. */
export function gatherer(database: Database, clock: Clock, record: Recorder, written: () => void) {
  const lines = new Map<object, unknown>()
  return async <Schema extends z.ZodType, Loaded, Outcome>(
    call: Call,
    what: Batch<Schema, Loaded, Outcome>,
    raw: unknown,
  ): Promise<Outcome> => {
    type Line = ReturnType<typeof lineOf<Schema, Loaded, Outcome>>
    const line = lines.get(what) ?? lineOf(what, database, clock, record, written)
    lines.set(what, line)
    const input = parse(what.input, raw)
    return (line as Line)(call, input) // kept under `what` itself, whose types these are
  }
}
