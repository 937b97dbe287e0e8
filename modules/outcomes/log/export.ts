import type { LogLine } from '../model.ts'
import type { ExportHead } from './check-export.ts'
import type { KeptCheckpoint } from './store.ts'

/** How an export reads the log: every checkpoint, oldest first, and stretches of entries. */
export type LogReader = {
  checkpoints(): Promise<readonly KeptCheckpoint[]>
  lines(after: number, most: number): Promise<readonly Pick<LogLine, 'leafHash' | 'body'>[]>
}

const batch = 5_000

/**
 * The log as text, a piece at a time: its head with every checkpoint, then a line for each entry that the last one
 * covers. Nothing personal is in it: names and titles stand apart, behind salted hashes.
 */
export async function* exportLog(reader: LogReader, name: string): AsyncGenerator<string> {
  const checkpoints = await reader.checkpoints()
  const size = checkpoints.at(-1)?.size ?? 0
  const head: ExportHead = {
    format: 'haigui ledger export 1',
    origin: name,
    size,
    checkpoints: checkpoints.map(({ note }) => note),
  }
  yield `${JSON.stringify(head)}\n`
  for (let done = 0; done < size; ) {
    const lines = await reader.lines(done, Math.min(batch, size - done))
    if (lines.length === 0) return
    done += lines.length
    yield lines.map(({ leafHash, body }) => `${Buffer.from(leafHash).toString('hex')} ${body}\n`).join('')
  }
}
