/**
 * The problem is not one: sizes disagree, an index points nowhere, a number is out of range. Thrown before any search.
 * `code` is stable; `with` holds the numbers (indices count from 0); `sentence` in sentences.ts has the words.
 */
export class ShapeError extends Error {
  readonly code: string
  readonly with: Readonly<Record<string, number>>
  constructor(code: string, details: Readonly<Record<string, number>> = {}) {
    super(`${code} ${JSON.stringify(details)}`)
    this.name = 'ShapeError'
    this.code = code
    this.with = details
  }
}
