/** Charts drawn here, on the server: lines, dots and dashes that read without colour; every one stands beside its table. */

const [width, height, left, right, top, bottom] = [720, 280, 60, 36, 16, 34]
const plotWidth = width - left - right
const plotHeight = height - top - bottom

export type Point = {
  label: string
  low: number
  high: number
  /** Where the dot stands; at the lower end when left out. */
  dot?: number
  /** What is only expected is hollow and dashed. */
  expected?: boolean
}

/** A round number at or above the largest value, and the steps to it. */
export function ticks(most: number): number[] {
  if (most <= 0) return [0, 1]
  const rough = most / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = Math.max(1, ([1, 2, 2.5, 5, 10].find((each) => each * power >= rough) ?? 10) * power)
  const found = [0]
  while ((found.at(-1) ?? 0) < most) found.push(Math.round((found.at(-1) ?? 0) + step))
  return found
}

const dotOf = (point: Point | undefined): number => point?.dot ?? point?.low ?? 0

/** A line over the editions; where a number is a range both ends are drawn, with a bar between. */
export function Line({
  title,
  points,
  text,
}: {
  title: string
  points: readonly Point[]
  text: (value: number) => string
}) {
  const scale = ticks(Math.max(...points.map(({ high }) => high), 0))
  const most = scale.at(-1) ?? 1
  const x = (index: number) =>
    left + (points.length === 1 ? plotWidth / 2 : (index * plotWidth) / (points.length - 1))
  const y = (value: number) => top + plotHeight - (value / most) * plotHeight
  // Every label where there is room, else every second, third, …
  const every = Math.ceil(points.length / 12)
  return (
    <svg class="chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={title}>
      {scale.map((value) => (
        <g key={value} class="chart-grid">
          <line x1={left} x2={width - right} y1={y(value)} y2={y(value)} />
          <text x={left - 8} y={y(value) + 4} text-anchor="end">
            {text(value)}
          </text>
        </g>
      ))}
      {points.slice(1).map((point, index) => (
        <line
          key={point.label}
          class={point.expected ? 'chart-line expected' : 'chart-line'}
          x1={x(index)}
          y1={y(dotOf(points[index]))}
          x2={x(index + 1)}
          y2={y(dotOf(point))}
        />
      ))}
      {points.map((point, index) => (
        <g key={point.label} class={point.expected ? 'chart-dot expected' : 'chart-dot'}>
          {point.high > point.low && (
            <path
              class="chart-range"
              d={`M${x(index)} ${y(point.low)}V${y(point.high)}M${x(index) - 5} ${y(point.high)}h10M${x(index) - 5} ${y(point.low)}h10`}
            />
          )}
          <circle cx={x(index)} cy={y(dotOf(point))} r="4" />
          {index % every === 0 && (
            <text x={x(index)} y={height - 10} text-anchor="middle">
              {point.label}
            </text>
          )}
        </g>
      ))}
    </svg>
  )
}
