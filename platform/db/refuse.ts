import type { Refusal } from '#kernel/errors'

type DatabaseError = { code?: string; constraint?: string }

/**
 * Turns a rule that the database kept into the refusal a reader understands: constraint name → refusal.
 * Stores wrap their writes in it; any other error passes as it is.
 */
export async function refuseAs<T>(
  work: Promise<T>,
  refusals: Readonly<Record<string, () => Refusal>>,
): Promise<T> {
  try {
    return await work
  } catch (error) {
    const name =
      error instanceof Error && 'constraint' in error ? (error as DatabaseError).constraint : undefined
    const refusal = name === undefined ? undefined : refusals[name]
    throw refusal ? refusal() : error
  }
}
