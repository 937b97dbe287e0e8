import { sql } from 'kysely'
import { type Actor, organisationsOf, personIdOf, seesAllStations, stationsOf, system } from '#kernel/access'
import type { Tx, Use } from '#kernel/command'
import type { Words } from '#kernel/i18n'
import { type Instant, instant } from '#kernel/time'
import { record } from '#modules/audit'
import { fixedClock } from '#platform/clock'
import type { Database } from '#platform/db'
import type { Files } from '#platform/files'
import type { Keys } from '#platform/keys'
import { useCases } from '#platform/usecases'
import { type Random, randomOf } from './random.ts'

/** What the demo edition is made with. `now` is today: one event lies ahead of it, so that visitors can register. */
export type DemoPorts = {
  database: Database
  keys: Keys
  files: Files
  words: Words
  /** The installation's address: its checkpoints are signed under that name. */
  origin: string
  now: Instant
}

/** Under which name the demo's lines stand in the audit trail and the outbox. */
export const requestId = 'demo'

export type Scene = {
  readonly keys: Keys
  readonly files: Files
  readonly words: Words
  readonly origin: string
  readonly now: Instant
  readonly random: Random
  /** Everything after this happens at that moment. */
  at(moment: string | Instant): void
  /** Use cases as this actor, at the scene's moment, with the actor's own reach. */
  as(actor: Actor): Use
  /** Steps that have no use case of their own. */
  step<T>(work: (tx: Tx) => Promise<T>): Promise<T>
}

const everything = system('demo.load')

/**
 * One transaction in which many use cases run after each other, each with its actor's own reach: the demo edition is
 * there whole or not at all. The settings are those of platform/db, which opens a transaction for each use case.
 */
function inside(database: Database, tx: Tx): Database {
  return {
    ...database,
    transact: async (actor, reach, work) => {
      const scope = reach !== 'actor' || seesAllStations(actor) ? 'all' : 'stations'
      await sql`select set_config('haigui.scope', ${scope}, true),
        set_config('haigui.stations', ${stationsOf(actor).join(',')}, true),
        set_config('haigui.person', ${personIdOf(actor) ?? ''}, true),
        set_config('haigui.organisations', ${organisationsOf(actor).join(',')}, true)`.execute(tx)
      return work(tx)
    },
  }
}

export function play<T>(ports: DemoPorts, work: (scene: Scene) => Promise<T>): Promise<T> {
  const { keys, files, words, origin, now } = ports
  return ports.database.transact(everything, 'actor', (tx) => {
    const database = inside(ports.database, tx)
    const clock = fixedClock(instant('2019-01-15T02:00:00Z'))
    const cases = useCases(database, clock, record)
    return work({
      keys,
      files,
      words,
      origin,
      now,
      random: randomOf(2019),
      at: (moment) => clock.set(instant(moment)),
      as: (actor) => cases.as({ actor, door: 'cli', requestId }),
      step: (steps) => database.transact(everything, 'actor', steps),
    })
  })
}
