/** Where clauses go: a solver of ours, or a file for a rival. Variable v has the literals 2v (true) and 2v + 1 (false). */
export type Sink = {
  variable(): number
  add(lits: readonly number[]): void
  atMostOne(lits: readonly number[]): void
}

/** The literal that is always true, and its opposite: variable 0, which `begin` makes. */
export const yes = 0
export const no = 1

/** The first variable of every encoding is the constant. */
export function begin(sink: Sink): void {
  sink.variable()
  sink.add([yes])
}

/** A clause without what is known: dropped when true. */
export function clause(sink: Sink, lits: readonly number[]): void {
  if (lits.includes(yes)) return
  sink.add(lits.includes(no) ? lits.filter((lit) => lit !== no) : lits)
}

/** A literal that is true when all of these are (only that way round); a constant where it can be. */
export function whenAll(sink: Sink, lits: readonly number[]): number {
  if (lits.includes(no)) return no
  const open = lits.filter((lit) => lit !== yes)
  const [first] = open
  if (first === undefined) return yes
  if (open.length === 1) return first
  const made = sink.variable() * 2
  sink.add([...open.map((lit) => lit ^ 1), made])
  return made
}
