import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readConfig } from '#platform/config'
import { migrate, migrationNames, pendingMigrations } from '#platform/db'
import { backup, restore } from '../../platform/db/backup/index.ts'
import { faultOf } from '../fault.ts'
import { checkSecret, type Ground, openGround, openUnmigrated } from '../ground.ts'
import { begin } from './begin.ts'
import { applyErased, exportErased } from './erased.ts'
import { exportLedger, verifyFile, verifyInstallation } from './ledger.ts'
import { verifyRoundFile } from './round.ts'
import { complain, say } from './say.ts'
import { recompute } from './statement.ts'
import { timetable, timetableUsage } from './timetable/index.ts'

type Verb = { usage: string; what: string; run(args: readonly string[]): Promise<number> }

const version = () =>
  String(JSON.parse(readFileSync(join(process.env.HAIGUI_ROOT ?? '.', 'package.json'), 'utf8')).version)

// The same settings as the server's: with DATABASE_URL the server's database, without it the embedded one.
const config = () => readConfig({ ...process.env, HAIGUI_LOG_LEVEL: 'silent', HAIGUI_DEMO: 'false' }, 'start')

async function onGround(work: (ground: Ground) => Promise<number>): Promise<number> {
  const ground = await openGround(config())
  try {
    return await work(ground)
  } finally {
    await ground.stop()
  }
}

const filesFolder = (folder: string) =>
  config().HAIGUI_FILES_BUCKET === undefined ? join(folder, 'files') : null

const verbs: Record<string, Verb> = {
  migrate: {
    usage: 'migrate',
    what: 'bring the database to this release',
    run: async () => {
      const ground = await openUnmigrated(config())
      const before = await pendingMigrations(ground.url)
      await migrate(ground.url)
      await ground.stop()
      say(before.length === 0 ? 'the database is up to date' : `applied: ${before.join(', ')}`)
      return 0
    },
  },
  backup: {
    usage: 'backup FILE',
    what: 'write database and files into one file',
    run: ([out]) => {
      if (!out) return misused('backup')
      return onGround(async ({ url, folder, clock }) => {
        await backup({
          url,
          filesFolder: filesFolder(folder),
          out: resolve(out),
          appVersion: version(),
          now: clock.now(),
        })
        say(`written: ${out}`)
        return 0
      })
    },
  },
  restore: {
    usage: 'restore FILE [--force]',
    what: 'read such a file into an empty installation (stop the server first)',
    run: async (args) => {
      const [from, ...more] = args.filter((each) => each !== '--force')
      if (!from || more.length > 0) return misused('restore')
      const ground = await openUnmigrated(config())
      try {
        await restore({
          url: ground.url,
          filesFolder: filesFolder(ground.folder),
          from: resolve(from),
          known: migrationNames(),
          migrate: (url, names) => migrate(url, names),
          force: args.includes('--force'),
        })
        await migrate(ground.url)
        say('restored, and every table checked against the sums in the file')
      } finally {
        await ground.stop()
      }
      return onGround(async (whole) => {
        const code = await applyErased(whole)
        await checkSecret(whole)
        return code
      })
    },
  },
  erased: {
    usage: 'erased FILE',
    what: 'write the ids of who was erased, to be kept beside backups',
    run: ([file]) => (file ? onGround((ground) => exportErased(ground, resolve(file))) : misused('erased')),
  },
  'erase-again': {
    usage: 'erase-again FILE',
    what: 'after a restore: erase those of such a list whom the backup brought back',
    run: ([file]) =>
      file ? onGround((ground) => applyErased(ground, resolve(file))) : misused('erase-again'),
  },
  begin: {
    usage: 'begin EMAIL NAME [名称]',
    what: 'name the programme once, and make somebody its administrator',
    run: async ([email, en, zh = '']) => {
      if (!email?.includes('@') || !en) return misused('begin')
      return onGround(async (ground) => {
        await begin(ground, email, { en, zh })
        say(`${email} is an administrator and signs in with a code`)
        if (ground.config.HAIGUI_MAIL_URL === undefined)
          complain(
            'HAIGUI_MAIL_URL is not set, so that the code cannot be sent: set it, and start the product again',
          )
        return 0
      })
    },
  },
  statement: {
    usage: 'statement recompute ID',
    what: 'count a past statement again from the ledger: the same numbers, or why not',
    run: async ([action, id]) => {
      if (action !== 'recompute' || !id) return misused('statement')
      return onGround((ground) => recompute(ground, id, say))
    },
  },
  verify: {
    usage: 'verify [FILE KEY [CHECKPOINT …]]',
    what: 'check the ledger of outcomes; with a file, an export of one against its public key and checkpoints that were kept',
    run: async ([file, key, ...kept]) => {
      if (file === undefined) return onGround(verifyInstallation)
      if (key === undefined) return misused('verify')
      return verifyFile(
        resolve(file),
        key,
        kept.map((path) => resolve(path)),
      )
    },
  },
  'verify-round': {
    usage: 'verify-round FILE',
    what: 'compute an exported round of judging anew: its seals and its ranking',
    run: async ([file]) => (file === undefined ? misused('verify-round') : verifyRoundFile(resolve(file))),
  },
  'export-ledger': {
    usage: 'export-ledger FILE',
    what: 'write the ledger with its signed checkpoints, for whoever wants to check it',
    run: ([out]) => {
      if (!out) return misused('export-ledger')
      return onGround((ground) => exportLedger(ground, resolve(out)))
    },
  },
  timetable: {
    usage: timetableUsage,
    what: 'solve timetables of 1:1 meetings from a file, one problem a line',
    run: timetable,
  },
}

async function misused(name: string): Promise<number> {
  complain(`usage: ${verbs[name]?.usage}`)
  return 64
}

function help(): number {
  say('haigui: node tools/run.mjs <command>\n')
  say('  start                     the product with its demo edition on the embedded database')
  say('  serve                     production: DATABASE_URL, HAIGUI_SECRET and HAIGUI_ORIGIN are needed')
  for (const { usage, what } of Object.values(verbs)) say(`  ${usage.padEnd(25)} ${what}`)
  say(
    '  for those who work on it: dev, test, bench, lint, types, law, locales, words, taste, new-module, release-database',
  )
  return 0
}

/** The operator's door. Exit codes: 0 done, 1 failed, 2 the ledger is broken, 64 misused, 65 some lines refused, 130 stopped, 78 wrong configuration. */
export async function runCli(name: string, args: readonly string[]): Promise<void> {
  const verb = verbs[name]
  try {
    if (verb) process.exitCode = await verb.run(args)
    else {
      if (name !== 'help') complain(`there is no command ${name}`)
      help()
      process.exitCode = name === 'help' ? 0 : 64
    }
  } catch (error) {
    const fault = faultOf(error)
    if (!fault) throw error
    for (const line of fault.lines) complain(line)
    process.exitCode = fault.code
  }
}
