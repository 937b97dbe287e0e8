/** One life that is watched: for so long, and whether it then ended or was only last seen. */
export type Span = { months: number; ended: boolean }

export type Step = {
  months: number
  /** How many were still watched just before. */
  atRisk: number
  ended: number
  survival: number
  /** Greenwood's standard error. */
  error: number
  /** 95 % of the time the truth lies between; never outside 0 and 1. */
  low: number
  high: number
}

/** The normal distribution's 97.5 % point. */
const z = 1.959963984540054

/**
 * The Kaplan–Meier estimate: at each time at which something ended, the share that goes on longer. Whoever was only
 * last seen counts among those watched until then and no longer, at a tie after what ended.
 * Source: Kaplan and Meier, JASA 53 (1958); error by Greenwood's formula.
 */
export function survivalOf(spans: readonly Span[]): Step[] {
  const times = [...new Set(spans.filter(({ ended }) => ended).map(({ months }) => months))].sort(
    (a, b) => a - b,
  )
  let survival = 1
  let sum = 0
  return times.map((months) => {
    const atRisk = spans.filter((span) => span.months >= months).length
    const ended = spans.filter((span) => span.ended && span.months === months).length
    survival *= 1 - ended / atRisk
    // When all are gone the share is nought for certain, and the formula has no value.
    sum += atRisk === ended ? 0 : ended / (atRisk * (atRisk - ended))
    const error = survival * Math.sqrt(sum)
    return {
      months,
      atRisk,
      ended,
      survival,
      error,
      low: Math.max(0, survival - z * error),
      high: Math.min(1, survival + z * error),
    }
  })
}

/** The share that goes on longer than so many months; null when nobody was watched for that long. */
export function survivalAt(spans: readonly Span[], months: number): Step | null {
  const last = Math.max(0, ...spans.map((span) => span.months))
  if (last < months) return null
  const reached = survivalOf(spans)
    .filter((step) => step.months <= months)
    .at(-1)
  const atRisk = spans.filter((span) => span.months >= months).length
  return { ...(reached ?? { ended: 0, survival: 1, error: 0, low: 1, high: 1 }), months, atRisk }
}
