/**
 * I items and P people. Whole numbers throughout, so that sums are exact.
 * `cost`   I × P, row by item; -1 says that this pair must not be, else from 0.
 * `need`   I: how many (more) people each item gets.
 * `most`   P: how many (more) items each person takes.
 * `held`   P: how many each person has already; only the price of an uneven load asks.
 * `evenness` what each item that somebody already has adds to the price of their next one; 0 leaves loads alone.
 */
export type Problem = {
  items: number
  people: number
  cost: Int32Array
  need: Int32Array
  most: Int32Array
  held: Int32Array
  evenness: number
}

export type Answer = {
  /** Item and person, in the order of items, then of people. */
  pairs: readonly (readonly [number, number])[]
  /** For each item, how many people could not be found. */
  short: Int32Array
  /** Cost of the pairs and price of the load together. */
  cost: number
}

/** The problem cannot be looked at: sizes or numbers disagree. */
export class ShapeError extends Error {
  override name = 'ShapeError'
}
