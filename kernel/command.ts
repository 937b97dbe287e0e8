import type { Transaction } from 'kysely'
import type { z } from 'zod'
import type { Actor } from './access.ts'
import type { Refusal } from './errors.ts'
import type { Id } from './ids.ts'
import type { Instant } from './time.ts'

/** A transaction that carries the actor's reach for row-level security. Only stores write SQL on it. */
export type Tx = Transaction<unknown>

/** A thing that happened, told to later modules through the outbox; `name` is `<module>.<past tense>`. */
export type Fact<Payload extends object = object> = { name: string; payload: Payload }

/**
 * Which rows row-level security lets this use case touch.
 * 'actor' is the rule; `beyond` opens all rows and says why, and tools/taste counts it.
 */
export type Reach = 'actor' | { beyond: string }
export const beyond = (reason: string): Exclude<Reach, 'actor'> => ({ beyond: reason })

/** The record a command was about, for the audit trail. */
export type Subject = { type: string; id: string; stationId?: Id<'station'> | null }

export type Moment = { actor: Actor; at: Instant }

/**
 * A write, in five steps inside one transaction: parse → load (and lock) → allow → decide → save, then announce.
 * `decide` is pure. Without `allow` it does not compile. What may not be seen must be refused as not found,
 * so `load` throws notFound() for a missing row and `allow` answering false is 'forbidden' (or 'sign in first').
 */
export type Command<Schema extends z.ZodType, Loaded, Outcome> = {
  readonly kind: 'command'
  readonly name: string
  readonly input: Schema
  readonly reach?: Reach
  load(tx: Tx, input: z.output<Schema>, moment: Moment): Promise<Loaded>
  allow(actor: Actor, loaded: NoInfer<Loaded>, input: z.output<Schema>): boolean
  decide(loaded: Loaded, input: z.output<Schema>, moment: Moment): Outcome
  save(tx: Tx, outcome: NoInfer<Outcome>, moment: Moment): Promise<void>
  announce?(outcome: NoInfer<Outcome>, loaded: NoInfer<Loaded>): readonly Fact[]
  /** What the audit trail files this under; null when nothing changed worth a line. */
  audit?(outcome: NoInfer<Outcome>, loaded: NoInfer<Loaded>): Subject | null
}

export const command = <Schema extends z.ZodType, Loaded, Outcome>(
  definition: Omit<Command<Schema, Loaded, Outcome>, 'kind'>,
): Command<Schema, Loaded, Outcome> => ({ kind: 'command', ...definition })

/** One request of a batch and who made it. */
export type Asked<Input> = { actor: Actor; input: Input }

/**
 * A write that many ask for at once, such as a place of one event. While one transaction commits, the next requests
 * with the same `key` gather; they are then decided together and written by one. Each keeps what a command has:
 * its own permission, audit line and facts, and its answer only after the commit.
 * `decide` gives one outcome for each request, in their order; an outcome that is a no says so in `refusal`, and may
 * still have written something. When a whole batch fails on what one request brought, each is tried alone;
 * one that breaks a rule of the database is tried once more, because somebody else may have written in between.
 */
export type Batch<Schema extends z.ZodType, Loaded, Outcome> = {
  readonly kind: 'batch'
  readonly name: string
  readonly input: Schema
  /** The rows of many actors are written in one transaction, so it never is one actor's own reach. */
  readonly reach: Exclude<Reach, 'actor'>
  key(input: z.output<Schema>): string
  load(tx: Tx, asked: readonly Asked<z.output<Schema>>[], at: Instant): Promise<Loaded>
  allow(actor: Actor, loaded: Loaded, input: z.output<Schema>): boolean
  decide(loaded: Loaded, asked: readonly Asked<z.output<Schema>>[], at: Instant): readonly Outcome[]
  save(tx: Tx, outcomes: readonly Outcome[], loaded: Loaded, at: Instant): Promise<void>
  announce?(outcome: Outcome, loaded: Loaded): readonly Fact[]
  audit?(outcome: Outcome, loaded: Loaded): Subject | null
  /** The no that is this asker's answer, given after the commit. */
  refusal?(outcome: Outcome): Refusal | null
}

export const batch = <Schema extends z.ZodType, Loaded, Outcome>(
  definition: Omit<Batch<Schema, Loaded, Outcome>, 'kind'>,
): Batch<Schema, Loaded, Outcome> => ({ kind: 'batch', ...definition })

/** A read. `allow` sees what was loaded; lists narrow themselves in the store by the actor. */
export type Query<Schema extends z.ZodType, Answer> = {
  readonly kind: 'query'
  readonly name: string
  readonly input: Schema
  readonly reach?: Reach
  load(tx: Tx, input: z.output<Schema>, moment: Moment): Promise<Answer>
  allow(actor: Actor, answer: NoInfer<Answer>, input: z.output<Schema>): boolean
}

export const query = <Schema extends z.ZodType, Answer>(
  definition: Omit<Query<Schema, Answer>, 'kind'>,
): Query<Schema, Answer> => ({ kind: 'query', ...definition })

/**
 * Work done later, at least once; `run` must be safe to repeat.
 * `hears` lists the facts that start it, `every` is a cron line (UTC). The handler acts as the system.
 */
export type Job<Schema extends z.ZodType> = {
  readonly kind: 'job'
  readonly name: string
  readonly input: Schema
  readonly hears?: readonly string[]
  readonly every?: string
  /** `stopping` is told when the house is being stopped: long work then ends soon, and comes again. */
  run(use: Use, input: z.output<Schema>, stopping?: AbortSignal): Promise<void>
  /** The same for facts that wait together: one go instead of many. Absent, or when it fails, each is run alone. */
  runAll?(use: Use, inputs: readonly z.output<Schema>[]): Promise<void>
}

export const job = <Schema extends z.ZodType>(definition: Omit<Job<Schema>, 'kind'>): Job<Schema> => ({
  kind: 'job',
  ...definition,
})

/** How doors and jobs call use cases: bound to one actor, one door and one request. */
export type Use = {
  readonly actor: Actor
  readonly now: () => Instant
  run<Schema extends z.ZodType, Loaded, Outcome>(
    what: Command<Schema, Loaded, Outcome>,
    input: z.input<Schema>,
  ): Promise<Outcome>
  /** Runs a batched write together with what others ask of it at the same time. */
  gather<Schema extends z.ZodType, Loaded, Outcome>(
    what: Batch<Schema, Loaded, Outcome>,
    input: z.input<Schema>,
  ): Promise<Outcome>
  ask<Schema extends z.ZodType, Answer>(what: Query<Schema, Answer>, input: z.input<Schema>): Promise<Answer>
}
