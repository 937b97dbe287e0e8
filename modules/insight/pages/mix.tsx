/**
 * How much of each thing is of which kind: one bar a row, all as long, its parts told apart by how densely they are drawn, from hollow
 * to solid, so that they read without colour. Stands beside its table, which has the numbers.
 */
export type MixRow = { label: string; parts: readonly number[]; text: string }

const tile = 6
/** Strokes of each part's pattern; the first is hollow and the last one solid. */
const strokes = ['', 'M0 6L6 0', 'M0 6L6 0M0 0L6 6', 'M0 1.5H6M0 4.5H6'] as const

const fillOf = (nth: number, last: number): string =>
  nth === 0 ? 'none' : nth === last ? 'currentColor' : `url(#mix-${nth})`

const Part = ({ nth, last, x, width }: { nth: number; last: number; x: string; width: string }) => (
  <rect x={x} width={width} height="14" fill={fillOf(nth, last)} />
)

/** What each drawing stands for, in the order of the bars. */
const Key = ({ parts }: { parts: readonly string[] }) => (
  <ul class="mix-key">
    {parts.map((part, nth) => (
      <li key={part}>
        <svg width="22" height="14" aria-hidden="true">
          {nth === 0 && (
            <defs>
              {strokes.map(
                (path, each) =>
                  path !== '' && (
                    <pattern
                      key={path}
                      id={`mix-${each}`}
                      width={tile}
                      height={tile}
                      patternUnits="userSpaceOnUse"
                    >
                      <path d={path} />
                    </pattern>
                  ),
              )}
            </defs>
          )}
          <Part nth={nth} last={parts.length - 1} x="0" width="22" />
        </svg>
        {part}
      </li>
    ))}
  </ul>
)

export function Mix({
  caption,
  heads,
  parts,
  rows,
}: {
  caption: string
  heads: { label: string; value: string }
  parts: readonly string[]
  rows: readonly MixRow[]
}) {
  return (
    <>
      <Key parts={parts} />
      <table class="bars mix">
        <caption class="vh">{caption}</caption>
        <thead class="vh">
          <tr>
            <th scope="col">{heads.label}</th>
            <th scope="col">{heads.value}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const all = row.parts.reduce((sum, part) => sum + part, 0)
            const before = (nth: number) => row.parts.slice(0, nth).reduce((sum, part) => sum + part, 0)
            const percent = (value: number) => `${((100 * value) / Math.max(all, 1)).toFixed(2)}%`
            return (
              <tr key={row.label}>
                <th scope="row">{row.label}</th>
                <td>
                  <svg width="100%" height="14" aria-hidden="true">
                    {row.parts.map(
                      (part, nth) =>
                        part > 0 && (
                          <Part
                            key={nth}
                            nth={nth}
                            last={parts.length - 1}
                            x={percent(before(nth))}
                            width={percent(part)}
                          />
                        ),
                    )}
                  </svg>
                  <span class="num">{row.text}</span>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </>
  )
}
