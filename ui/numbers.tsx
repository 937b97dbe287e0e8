import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'

export type StatProps = {
  label: ComponentChildren
  /** Formatted for the reader. */
  value: ComponentChildren
  unit?: ComponentChildren
  /** Where the number opens into its definition and records. */
  href?: string | undefined
  /** Words of that link, e.g. "Open this number". */
  open?: string | undefined
  /** A line below: source and date, how sure. */
  note?: ComponentChildren
  /** Only claimed, not shown by records: drawn hollow; say so in `note`, too. */
  claimed?: boolean | undefined
}

/** A big number that can be opened. */
export const Stat = ({ label, value, unit, href, open, note, claimed }: StatProps) => (
  <div class={claimed ? 'stat claimed' : 'stat'}>
    <p class="stat-label">{label}</p>
    <p class="stat-value">
      {value}
      {unit && <span class="unit">{unit}</span>}
    </p>
    {note && <p class="stat-note">{note}</p>}
    {href && (
      <a class="stat-open whole" href={href}>
        {open}
        <span class="vh"> {label}</span>
        <Icon name="open" />
      </a>
    )}
  </div>
)

export type Bar = {
  label: ComponentChildren
  /** Decides the length; 0 or more. */
  value: number
  /** The value as the reader sees it. */
  text: ComponentChildren
  href?: string | undefined
  /** Only claimed: drawn as an outline. */
  claimed?: boolean | undefined
}

export type BarsProps = {
  caption: string
  hideCaption?: boolean | undefined
  /** Heads of the two columns of the table it is to a screen reader. */
  heads: { label: string; value: string }
  bars: readonly Bar[]
  /** Length 100 %; the largest value when left out. */
  max?: number | undefined
}

/** Amounts beside each other: a table whose middle column is drawn. Reads without colour and without the drawing. */
export function Bars({ caption, hideCaption, heads, bars, max }: BarsProps) {
  const full = Math.max(max ?? 0, ...bars.map((bar) => bar.value), Number.MIN_VALUE)
  return (
    <table class="bars">
      <caption class={hideCaption ? 'vh' : undefined}>{caption}</caption>
      <thead class="vh">
        <tr>
          <th scope="col">{heads.label}</th>
          <th scope="col">{heads.value}</th>
        </tr>
      </thead>
      <tbody>
        {bars.map((bar, index) => (
          <tr key={index}>
            <th scope="row">{bar.href ? <a href={bar.href}>{bar.label}</a> : bar.label}</th>
            <td>
              <svg width="100%" height="10" aria-hidden="true" class={bar.claimed ? 'claimed' : undefined}>
                <rect width={`${((100 * bar.value) / full).toFixed(2)}%`} height="10" rx="1" />
              </svg>
              <span class="num">{bar.text}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
