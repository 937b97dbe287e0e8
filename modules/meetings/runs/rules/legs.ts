/** Shares of a search: after each the plan so far is kept, and the next goes on from it. */
const shares = [0.4, 0.35, 0.25] as const
/** Shorter than this a leg is not worth its beginning. */
const shortestMs = 1500
/** However long a search is, a worker that dies loses no more of it than this. */
const longestMs = 60_000

/** A leg in as many equal pieces as keep each short enough. */
function pieces(ms: number): number[] {
  const count = Math.ceil(ms / longestMs)
  return Array.from(
    { length: count },
    (_, index) => Math.round((ms * (index + 1)) / count) - Math.round((ms * index) / count),
  )
}

/** How long each leg of a search is; one alone where there is little time. Together they are the whole of it. */
export function legsOf(ms: number): number[] {
  if (ms * shares[2] < shortestMs) return [ms]
  const first = shares.slice(0, -1).map((share) => Math.round(ms * share))
  return [...first, ms - first.reduce((sum, leg) => sum + leg, 0)].flatMap(pieces)
}
