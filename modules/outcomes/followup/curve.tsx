import { type Span, survivalOf } from './survival.ts'

const width = 640
const height = 260
/** Room for labels as large as a phone draws them. */
const left = 62
const right = 18
const bottom = 34
const top = 14

/** Survival as steps with its 95 % band, drawn on the server. The table beside it says the same in numbers. */
export function SurvivalCurve({
  spans,
  title,
  percent,
}: {
  spans: readonly Span[]
  /** What the picture is, for those who do not see it. */
  title: string
  percent(share: number): string
}) {
  const steps = survivalOf(spans)
  const last = Math.max(12, ...spans.map(({ months }) => months))
  const years = Math.max(1, Math.ceil(last / 12))
  const x = (months: number) => left + ((width - left - right) * months) / (years * 12)
  const y = (share: number) => top + (height - top - bottom) * (1 - share)
  const stairs = (share: (step: (typeof steps)[number]) => number) => {
    let path = `M${x(0)} ${y(1)}`
    for (const step of steps) path += `H${x(step.months).toFixed(1)}V${y(share(step)).toFixed(1)}`
    return `${path}H${x(last).toFixed(1)}`
  }
  const back = [...steps]
    .reverse()
    .reduce(
      (path, step, index, all) =>
        `${path}V${y(step.low).toFixed(1)}H${x(step.months).toFixed(1)}${index === all.length - 1 ? `V${y(1)}` : ''}`,
      '',
    )
  return (
    <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={title} class="curve">
      {[0, 0.25, 0.5, 0.75, 1].map((share) => (
        <g key={share}>
          <line x1={left} x2={width - right} y1={y(share)} y2={y(share)} class="grid" />
          <text x={left - 6} y={y(share) + 4} text-anchor="end">
            {percent(share)}
          </text>
        </g>
      ))}
      {Array.from({ length: years + 1 }, (_, year) => (
        <text key={year} x={x(year * 12)} y={height - 8} text-anchor="middle">
          {year * 12}
        </text>
      ))}
      {steps.length > 0 && <path d={`${stairs(({ high }) => high)}${back}Z`} class="band" />}
      <path d={stairs(({ survival }) => survival)} class="line" />
      {spans
        .filter(({ ended }) => !ended)
        .slice(0, 400)
        .map(({ months }, index) => {
          const at = steps.filter((step) => step.months <= months).at(-1)?.survival ?? 1
          return <line key={index} x1={x(months)} x2={x(months)} y1={y(at) - 4} y2={y(at) + 4} class="seen" />
        })}
    </svg>
  )
}
