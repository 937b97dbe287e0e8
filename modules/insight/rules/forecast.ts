/** One edition's numbers down the funnel, in the order of its steps. */
export type PastFunnel = { edition: string; steps: readonly number[] }

export type Expected = { point: number; low: number; high: number }
export type Forecast = {
  /** Editions it rests on, oldest first. */
  from: readonly string[]
  /** How the first step changed from edition to edition, on the average; 1.1 is ten more in a hundred. */
  growth: number
  /** Whether the first step was given instead of expected. */
  given: boolean
  steps: readonly Expected[]
  /** The share that went on from each step to the next, over all editions it rests on. */
  shares: readonly number[]
}

export const fewest = 3

// Two-sided 80 % of Student's t by degrees of freedom; past the end the normal distribution is near enough.
const t80 = [3.078, 1.886, 1.638, 1.533, 1.476, 1.44, 1.415, 1.397, 1.383, 1.372]

const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length
const variance = (values: readonly number[]) => {
  const middle = mean(values)
  return values.reduce((sum, each) => sum + (each - middle) ** 2, 0) / Math.max(1, values.length - 1)
}

/**
 * What the next edition may bring, from the editions before: the first step goes on as it went on the average (or is given),
 * each later step is the share that went on in all of them together. Intervals of 80 %: the spread between editions on a
 * logarithmic scale, added up step by step, never less than chance alone makes. Null with fewer than three editions.
 */
export function forecast(past: readonly PastFunnel[], given: number | null = null): Forecast | null {
  const used = past.filter(({ steps }) => (steps[0] ?? 0) > 0).slice(-6)
  const firsts = used.map(({ steps }) => steps[0] ?? 0)
  if (used.length < fewest) return null
  const ratios = firsts.slice(1).map((value, index) => Math.log(value / (firsts[index] ?? value)))
  const t = t80[Math.min(used.length - 2, t80.length - 1)] ?? 1.282
  const growth = Math.exp(mean(ratios))
  const start = given ?? (firsts.at(-1) ?? 0) * growth
  let spread = given === null ? variance(ratios) * (1 + 1 / ratios.length) : 0
  const expected = (point: number): Expected => {
    const width = t * Math.sqrt(spread)
    return {
      point: Math.round(point),
      low: Math.floor(point * Math.exp(-width)),
      high: Math.ceil(point * Math.exp(width)),
    }
  }
  const steps = [expected(start)]
  const shares: number[] = []
  let point = start
  for (let step = 1; step < (used[0]?.steps.length ?? 0); step += 1) {
    const pairs = used.map((each) => [each.steps[step] ?? 0, each.steps[step - 1] ?? 0] as const)
    const top = pairs.reduce((sum, [of]) => sum + of, 0)
    const bottom = pairs.reduce((sum, [, over]) => sum + over, 0)
    const share = bottom === 0 ? 0 : top / bottom
    const logs = pairs.flatMap(([of, over]) => (of > 0 && over > 0 ? [Math.log(of / over)] : []))
    point *= share
    const chance = point > 0 ? 1 / point : 0
    spread += Math.max(logs.length > 1 ? variance(logs) * (1 + 1 / logs.length) : 0, chance)
    shares.push(share)
    steps.push(expected(point))
  }
  return { from: used.map(({ edition }) => edition), growth, given: given !== null, steps, shares }
}
