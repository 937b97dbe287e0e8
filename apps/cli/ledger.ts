import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { system } from '#kernel/access'
import {
  checkExport,
  exportLog,
  type Fault,
  type LogFault,
  logName,
  logReader,
  makeCheckpoint,
  nodePorts,
  readLog,
  signingPurpose,
  verifyLog,
} from '#modules/outcomes'
import { useCases } from '#platform/usecases'
import type { Ground } from '../ground.ts'
import { complain, say } from './say.ts'

const secondsSince = (began: number) => ((performance.now() - began) / 1000).toFixed(2)

const inWords = (fault: Fault | LogFault): string =>
  Object.entries(fault)
    .map(([name, value]) => (name === 'fault' ? String(value) : `${name} ${value}`))
    .join(', ')

/** Counts the whole ledger of this installation anew. */
export async function verifyInstallation({ database, keys }: Ground): Promise<number> {
  const began = performance.now()
  const { entries, checkpoints, root, fault } = await database.transact(
    system('verify'),
    'actor',
    async (tx) => verifyLog(tx, (await keys.publicKeys(tx, signingPurpose)).values()),
  )
  if (fault) {
    complain(`the ledger is broken (${inWords(fault)}); ${entries} entries before it are whole.`)
    return 2
  }
  say(
    `the ledger is whole: ${entries} entries and ${checkpoints} checkpoints in ${secondsSince(began)} s, root ${root}`,
  )
  return 0
}

/** Checks an export with the public key, and checkpoints that somebody kept, alone: no database, no configuration. */
export async function verifyFile(file: string, key: string, keptIn: readonly string[]): Promise<number> {
  const began = performance.now()
  const { entries, checkpoints, kept, uncovered, fault } = await checkExport(
    createReadStream(file, { highWaterMark: 1 << 20 }),
    key,
    nodePorts,
    await Promise.all(keptIn.map((path) => readFile(path, 'utf8'))),
  )
  if (fault) {
    complain(`the export is broken (${inWords(fault)}); ${entries} entries before it are whole.`)
    return 2
  }
  say(
    `the export is whole: ${entries} entries under ${checkpoints} signed checkpoints in ${secondsSince(began)} s`,
  )
  if (keptIn.length > 0) say(`${kept} checkpoints that were kept agree with it`)
  if (uncovered > 0) say(`${uncovered} of them are younger than the last checkpoint`)
  return 0
}

/** Signs a checkpoint of what is there now, writes everything into the file, and says the key it is checked with. */
export async function exportLedger({ database, keys, clock, config }: Ground, file: string): Promise<number> {
  const origin = config.HAIGUI_ORIGIN ?? `http://localhost:${config.PORT}`
  const use = useCases(database, clock, async () => {}).as({
    actor: system('export-ledger'),
    door: 'cli',
    requestId: 'export-ledger',
  })
  await use.run(makeCheckpoint({ keys, origin }), {})
  const { head, keys: publicKeys } = await use.ask(readLog({ keys, origin }), {})
  const out = createWriteStream(file, { mode: 0o600 })
  for await (const piece of exportLog(logReader(use), logName(origin)))
    if (!out.write(piece)) await once(out, 'drain')
  out.end()
  await once(out, 'finish')
  say(`written: ${file}, ${head.seq} entries`)
  for (const key of publicKeys) say(`check it with: verify ${file} '${key}'`)
  return 0
}
