import type { ComponentChildren } from 'preact'
import type { NavLink } from './shell.tsx'

/** Views of the same thing, as links, with how many are in each. */
export const Tabs = ({ label, tabs }: { label: string; tabs: readonly NavLink[] }) => (
  <nav class="tabs" aria-label={label}>
    <ul>
      {tabs.map((tab) => (
        <li key={tab.href}>
          <a href={tab.href} aria-current={tab.current ? 'page' : undefined}>
            {tab.label}
            {tab.count !== undefined && <span class="count">{tab.count}</span>}
          </a>
        </li>
      ))}
    </ul>
  </nav>
)

export type PagerProps = {
  /** Name of the navigation. */
  label: string
  /** What is shown of how many, e.g. "1–50 of 412". */
  summary: ComponentChildren
  previous?: { href: string; label: string } | undefined
  next?: { href: string; label: string } | undefined
}

export const Pager = ({ label, summary, previous, next }: PagerProps) => (
  <nav class="pager" aria-label={label}>
    <span class="num">{summary}</span>
    {previous && (
      <a class="btn secondary" rel="prev" href={previous.href}>
        {previous.label}
      </a>
    )}
    {next && (
      <a class="btn secondary" rel="next" href={next.href}>
        {next.label}
      </a>
    )}
  </nav>
)

/** A row above a list: search and filters at the start, actions at the end. */
export const Toolbar = ({ children, end }: { children?: ComponentChildren; end?: ComponentChildren }) => (
  <div class="tools">
    <div>{children}</div>
    {end && <div class="acts">{end}</div>}
  </div>
)

/** Actions on ticked rows; stays in sight while any row of the form is ticked. */
export const BulkBar = ({ label, children }: { label: ComponentChildren; children: ComponentChildren }) => (
  <div class="bulk">
    <span>{label}</span>
    <div class="acts">{children}</div>
  </div>
)
