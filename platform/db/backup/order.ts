export type Reference = { from: string; to: string }

/**
 * Tables in an order in which every row finds the rows it refers to. References inside one table do not matter: a
 * table is loaded by one statement. Where tables refer to each other in a circle some reference has to look
 * forward; the caller handles those. Stable: the same input gives the same order.
 */
export function loadOrder(tables: readonly string[], references: readonly Reference[]): string[] {
  const waiting = new Set([...tables].sort())
  const order: string[] = []
  const unmet = (table: string) =>
    new Set(
      references
        .filter(({ from, to }) => from === table && to !== table && waiting.has(to))
        .map(({ to }) => to),
    ).size
  while (waiting.size > 0) {
    let best = ''
    let fewest = Number.POSITIVE_INFINITY
    for (const table of waiting) {
      const count = unmet(table)
      if (count < fewest) {
        best = table
        fewest = count
      }
      if (count === 0) break
    }
    waiting.delete(best)
    order.push(best)
  }
  return order
}

/** The references that look at a table not loaded yet. */
export function lookingForward<R extends Reference>(order: readonly string[], references: readonly R[]): R[] {
  const place = new Map(order.map((table, index) => [table, index]))
  return references.filter(({ from, to }) => (place.get(to) ?? -1) > (place.get(from) ?? -1))
}
