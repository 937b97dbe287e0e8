import { hasRole } from '#kernel/access'
import type { Visit } from '#platform/http'
import { Tabs } from '#ui'

export const host = hasRole('administrator', 'organiser')

const places = [
  ['/console/statements', 'statements.title'],
  ['/console/statements/metrics', 'statements.metrics'],
  ['/console/statements/rates', 'statements.rates'],
  ['/console/statements/costs', 'statements.costs'],
  ['/console/statements/claims', 'statements.claims_short'],
] as const

/** Statements and what they are made of. */
export const MaterialTabs = ({ visit, current }: { visit: Visit; current: string }) => (
  <Tabs
    label={visit.say('statements.title')}
    tabs={places.map(([path, key]) => ({
      href: visit.href(path),
      label: visit.say(key),
      current: path === current,
    }))}
  />
)

/** The trail of a page below the list. */
export const trail = (
  { say, href }: Visit,
  ...labels: readonly (string | { label: string; href: string })[]
) => ({
  label: say('kernel.you_are_here'),
  trail: [
    { label: say('statements.title'), href: href('/console/statements') },
    ...labels.map((each) => (typeof each === 'string' ? { label: each } : each)),
  ],
})
