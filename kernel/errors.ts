/** What kind of no: decides the HTTP status, and nothing else. */
export type RefusalKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'gone'
  | 'too_large'
  | 'too_many'
  | 'unavailable'

export type RefusalDetails = Readonly<Record<string, string | number>>

/** One field of a form or body that was not accepted; `code` is a message key, `path` uses dots. */
export type FieldProblem = { path: string; code: string; details?: RefusalDetails }

/**
 * The one error that is an answer: a rule said no. Anything else thrown is a bug and is shown as one.
 * `code` is stable, is what the API returns and is the message key; `details` are public.
 */
export class Refusal extends Error {
  readonly kind: RefusalKind
  readonly code: string
  readonly details: RefusalDetails
  readonly fields: readonly FieldProblem[]

  constructor(
    kind: RefusalKind,
    code: string,
    details: RefusalDetails = {},
    fields: readonly FieldProblem[] = [],
  ) {
    super(code)
    this.name = 'Refusal'
    this.kind = kind
    this.code = code
    this.details = details
    this.fields = fields
  }
}

export const statusOf: Readonly<
  Record<RefusalKind, 400 | 401 | 403 | 404 | 409 | 410 | 413 | 422 | 429 | 503>
> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  gone: 410,
  too_large: 413,
  too_many: 429,
  unavailable: 503,
}

/** What one may not view is not found: the answer must not tell that it exists. */
export const notFound = () => new Refusal('not_found', 'kernel.not_found')
export const forbidden = () => new Refusal('forbidden', 'kernel.forbidden')
export const signInFirst = () => new Refusal('unauthenticated', 'kernel.sign_in_first')
export const invalid = (fields: readonly FieldProblem[]) =>
  new Refusal('invalid', 'kernel.invalid', {}, fields)
export const invalidField = (path: string, code: string, details: RefusalDetails = {}) =>
  invalid([{ path, code, details }])
