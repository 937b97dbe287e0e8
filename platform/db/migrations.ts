import { Kysely, PostgresDialect, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { DatabaseFault } from './fault.ts'
import { openPool } from './pool.ts'

const files = import.meta.glob<string>('../../db/migrations/*.sql', {
  query: '?raw',
  import: 'default',
  eager: true,
})

const texts = new Map(
  Object.entries(files).map(([path, text]) => [path.replace(/^.*\/|\.sql$/g, ''), text] as const),
)

/** Every migration this release knows, oldest first. */
export const migrationNames = (): string[] => [...texts.keys()].sort()

function textOf(name: string): string {
  const text = texts.get(name)
  if (text === undefined) throw new Error(`this release has no migration ${name}`)
  return text
}

const migratorOf = (db: Kysely<unknown>, names: readonly string[]) =>
  new Migrator({
    db,
    migrationTableName: 'haigui_migration',
    migrationLockTableName: 'haigui_migration_lock',
    provider: {
      getMigrations: async () =>
        Object.fromEntries(
          names.map((name) => [
            name,
            { up: async (tx: Kysely<unknown>) => void (await sql.raw(textOf(name)).execute(tx)) },
          ]),
        ),
    },
  })

async function withOwner<T>(url: string, work: (db: Kysely<unknown>) => Promise<T>): Promise<T> {
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: openPool(url, { max: 2, role: null, name: 'haigui-migrate' }) }),
  })
  try {
    return await work(db)
  } finally {
    await db.destroy()
  }
}

/**
 * Brings the database to this release, or to exactly `names` when given (a restore does that).
 * Safe to run from several processes at once: the migrator holds a lock. Returns what it applied; throws DatabaseFault.
 */
export const migrate = (url: string, names: readonly string[] = migrationNames()): Promise<string[]> =>
  withOwner(url, async (db) => {
    const { error, results } = await migratorOf(db, names).migrateToLatest()
    const failed = results?.find((result) => result.status === 'Error')
    if (error) {
      const what = failed ? `migration ${failed.migrationName}` : 'bringing the database to this release'
      const why = error instanceof Error ? error.message : String(error)
      throw new DatabaseFault(`${what} failed: ${why}`, { cause: error })
    }
    return (results ?? []).map((result) => result.migrationName)
  })

export const pendingMigrations = (url: string): Promise<string[]> =>
  withOwner(url, async (db) => {
    const known = await migratorOf(db, migrationNames()).getMigrations()
    return known.filter((migration) => !migration.executedAt).map((migration) => migration.name)
  })
