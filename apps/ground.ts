import { randomBytes } from 'node:crypto'
import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { system } from '#kernel/access'
import { systemClock } from '#platform/clock'
import { type Config, ConfigError } from '#platform/config'
import { checkServer, type Database, migrate, openDatabase } from '#platform/db'
import { type Keys, openKeys } from '#platform/keys'
import { type Log, openLog } from '#platform/log'
import { startEmbedded } from '../platform/db/embedded/index.ts'

/** What every door stands on: configuration, a migrated database, keys, log. */
export type Ground = {
  config: Config
  folder: string
  url: string
  database: Database
  keys: Keys
  log: Log
  clock: typeof systemClock
  /** The demo edition is loaded into an empty database of `npm start`, and never into one of production. */
  demo: boolean
  stop(): Promise<void>
}

/** On one machine the secret is made once and kept beside the data; in production it comes from the environment. */
function secretOf(config: Config, folder: string): string {
  if (config.HAIGUI_SECRET !== undefined) return config.HAIGUI_SECRET
  const file = join(folder, 'secret')
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 })
  return readFileSync(file, 'utf8').trim()
}

async function databaseOf(config: Config, folder: string, log: Log) {
  if (config.DATABASE_URL !== undefined) {
    await checkServer(config.DATABASE_URL)
    return { url: config.DATABASE_URL, stop: async () => {} }
  }
  return startEmbedded({
    folder: join(folder, 'postgres'),
    log: (line) => log.info({ postgres: line }, 'postgres'),
  })
}

const folderOf = (config: Config): string => {
  const folder = resolve(process.env.HAIGUI_ROOT ?? process.cwd(), config.HAIGUI_FOLDER)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    accessSync(folder, constants.W_OK)
  } catch {
    throw new ConfigError([`HAIGUI_FOLDER: ${folder} is no folder that this account may write to`])
  }
  return folder
}

/** The database as it stands, for commands that bring it somewhere themselves. */
export async function openUnmigrated(config: Config) {
  const folder = folderOf(config)
  return { folder, ...(await databaseOf(config, folder, openLog(config.HAIGUI_LOG_LEVEL))) }
}

export async function openGround(config: Config): Promise<Ground> {
  const folder = folderOf(config)
  const log = openLog(config.HAIGUI_LOG_LEVEL)
  const server = await databaseOf(config, folder, log)
  await migrate(server.url)
  const database = openDatabase(server.url, { max: config.HAIGUI_DATABASE_CONNECTIONS })
  return {
    config,
    folder,
    url: server.url,
    database,
    keys: openKeys(secretOf(config, folder)),
    log,
    clock: systemClock,
    demo: config.HAIGUI_DEMO ?? config.mode === 'start',
    stop: async () => {
      await database.close()
      await server.stop()
    },
  }
}

/** A backup comes back without its secret: another one opens none of its keys, and tickets and statements need them. */
export async function checkSecret({ database, keys }: Pick<Ground, 'database' | 'keys'>): Promise<void> {
  if (await database.transact(system('keys.check'), 'actor', (tx) => keys.fits(tx))) return
  throw new ConfigError([
    'HAIGUI_SECRET is not the one with which the keys in this database are sealed: set the one that was kept with the backup (npm start keeps its own in the file secret of HAIGUI_FOLDER)',
  ])
}
