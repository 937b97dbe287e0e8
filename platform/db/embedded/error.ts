/** What stopped the embedded PostgreSQL, as one sentence an operator can act on. */
export class EmbeddedError extends Error {
  override name = 'EmbeddedError'
}

/** The `code` of a system error (`ENOENT`, `EACCES`, …), or an empty string. */
export function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return ''
}

export function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
