import { sql } from 'kysely'
import type { z } from 'zod'
import type { Actor } from '#kernel/access'
import type { Command, Fact, Moment, Query, Subject, Tx, Use } from '#kernel/command'
import { type FieldProblem, forbidden, invalid, signInFirst } from '#kernel/errors'
import type { Clock } from '#platform/clock'
import type { Database } from '#platform/db'

export type Door = 'web' | 'api' | 'job' | 'cli'

/** Who asked, through which door, in which request: what the audit trail keeps of a call. */
export type Call = { actor: Actor; door: Door; requestId: string }

/** Writes one line of the audit trail in the command's own transaction. */
export type Recorder = (
  tx: Tx,
  line: Call & { at: string; command: string; subject: Subject | null },
) => Promise<void>

export type UseCases = { as(call: Call): Use }

/** zod's findings as field problems; a message that is a key of ours stays, any other gets a general one. */
export function fieldProblems(error: z.ZodError): FieldProblem[] {
  return error.issues.map((issue) => ({
    path: issue.path.join('.'),
    ...codeOf(issue),
  }))
}

function codeOf(issue: z.core.$ZodIssue): Omit<FieldProblem, 'path'> {
  if (/^[a-z_]+(\.[a-z_]+)+$/.test(issue.message)) return { code: issue.message }
  if (issue.code === 'too_big' && issue.origin === 'string')
    return { code: 'kernel.field_too_long', details: { max: Number(issue.maximum) } }
  if (issue.code === 'too_big')
    return { code: 'kernel.field_too_big', details: { max: Number(issue.maximum) } }
  if (issue.code === 'too_small' && issue.origin === 'string') return { code: 'kernel.field_required' }
  if (issue.code === 'too_small')
    return { code: 'kernel.field_too_small', details: { min: Number(issue.minimum) } }
  if (issue.code === 'invalid_type' && issue.input === undefined) return { code: 'kernel.field_required' }
  if (issue.code === 'invalid_format' && issue.format === 'email') return { code: 'kernel.field_email' }
  if (issue.code === 'invalid_type' && (issue.expected === 'number' || issue.expected === 'int'))
    return { code: 'kernel.field_number' }
  if (issue.code === 'invalid_value') return { code: 'kernel.field_choose' }
  return { code: 'kernel.field_unknown' }
}

function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input)
  if (!parsed.success) throw invalid(fieldProblems(parsed.error))
  return parsed.data
}

const refuse = (actor: Actor) => (actor.kind === 'visitor' ? signInFirst() : forbidden())

/** Facts go to the outbox in the transaction that made them true; none is told for a change that was undone. */
async function tell(tx: Tx, facts: readonly Fact[], moment: Moment, requestId: string): Promise<void> {
  if (facts.length === 0) return
  const rows = JSON.stringify(facts.map(({ name, payload }) => ({ name, payload })))
  await sql`insert into outbox (at, name, payload, request_id)
    select ${moment.at}::timestamptz, fact->>'name', fact->'payload', ${requestId}
    from jsonb_array_elements(${rows}::jsonb) with ordinality as told(fact, place) order by place`.execute(tx)
}

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
      if (subject) await record(tx, { ...call, at: moment.at, command: what.name, subject })
      await tell(tx, what.announce?.(outcome, loaded) ?? [], moment, call.requestId)
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
  return {
    as: (call) => ({
      actor: call.actor,
      now: clock.now,
      run: (what, input) => run(call, what, input),
      ask: (what, input) => ask(call, what, input),
    }),
  }
}
