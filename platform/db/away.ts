import { Refusal } from '#kernel/errors'

const codes = /^(08...|57P0[123]|53300|ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT)$/
const words =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|timeout exceeded when trying to connect)/

const isAway = (error: unknown): boolean =>
  error instanceof Error &&
  (('code' in error && typeof error.code === 'string' && codes.test(error.code)) || words.test(error.message))

/**
 * A database that is away or starting is no mistake of the program: the caller is asked to come back, and a form comes
 * back filled. Whether the last change was kept is not known then; what must not happen twice has a key of its own.
 */
export const orUnavailable = (error: unknown): unknown =>
  isAway(error) ? new Refusal('unavailable', 'kernel.busy') : error
