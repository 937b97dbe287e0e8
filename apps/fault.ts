import { ConfigError } from '#platform/config'
import { DatabaseFault } from '#platform/db'
import { BackupError } from '../platform/db/backup/index.ts'
import { EmbeddedError } from '../platform/db/embedded/index.ts'

/** What an operator has to mend, in lines, and the exit code; null for anything else, which is a bug and shows its stack. */
export function faultOf(error: unknown): { lines: readonly string[]; code: number } | null {
  if (error instanceof ConfigError) return { lines: error.lines, code: 78 }
  if (error instanceof EmbeddedError || error instanceof DatabaseFault || error instanceof BackupError)
    return { lines: [error.message], code: 1 }
  return null
}
