/** Why a backup was not made or not restored, as a sentence an operator can act on. */
export class BackupError extends Error {
  override name = 'BackupError'
}

export function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** The `code` of a system or database error (`ENOENT`, `55P03`, …), or an empty string. */
export function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return ''
}

/** Something about the archive's bytes is wrong; becomes a BackupError where the file's name is known. */
export class Damaged extends Error {
  override name = 'Damaged'
}
