import { hasRole, isStaff, type Predicate } from '#kernel/access'
import { readsClaims } from '#modules/policies'
import { readsIntroductions } from '#modules/stations'
import type { Visit } from '#platform/http'
import type { NavGroup, NavLink } from '#ui'

const isAt = (visit: Visit, path: string) =>
  visit.path === path || (path !== '/' && visit.path.startsWith(`${path}/`))

const link = (visit: Visit, path: string, key: string): NavLink => ({
  href: visit.href(path),
  label: visit.say(key),
  current: isAt(visit, path),
})

export const publicNav = (visit: Visit): NavLink[] => [
  link(visit, '/editions', 'site.nav_editions'),
  link(visit, '/stations', 'site.nav_stations'),
  link(visit, '/policies', 'site.nav_policies'),
  link(visit, '/statements', 'site.nav_statements'),
]

type Entry = { path: string; key: string; who: Predicate<unknown> }

const host = hasRole('administrator', 'organiser', 'auditor')

const hostOrStation = hasRole('administrator', 'organiser', 'auditor', 'station_lead', 'station_staff')
/** Whoever sees events before they are released: the crew at a door has its own list. */
export const anyEvents = hasRole(
  'administrator',
  'organiser',
  'registration_desk',
  'auditor',
  'station_lead',
  'station_staff',
)
/** Whoever works at doors. */
export const anyDoor = hasRole(
  'administrator',
  'organiser',
  'registration_desk',
  'check_in_crew',
  'station_lead',
  'station_staff',
)

/** Whoever works with outcomes, on either side of a claim. */
export const anyOutcomes = hasRole(
  'administrator',
  'organiser',
  'verifier',
  'auditor',
  'station_lead',
  'station_staff',
)

const groups: readonly { key: string; entries: readonly Entry[] }[] = [
  {
    key: 'site.group_summit',
    entries: [
      { path: '/console', key: 'site.nav_start', who: isStaff },
      { path: '/console/editions', key: 'site.nav_editions', who: host },
      { path: '/console/stations', key: 'site.nav_stations', who: hostOrStation },
      { path: '/console/introductions', key: 'site.nav_introductions', who: readsIntroductions },
      { path: '/console/policies', key: 'site.nav_policies', who: readsClaims },
      { path: '/console/policy-claims', key: 'site.nav_policy_claims', who: readsClaims },
      { path: '/console/events', key: 'site.nav_events', who: anyEvents },
      { path: '/console/check-in', key: 'site.nav_check_in', who: anyDoor },
      { path: '/console/calls', key: 'site.nav_calls', who: hostOrStation },
      { path: '/console/projects', key: 'site.nav_projects', who: hostOrStation },
      { path: '/console/judging', key: 'site.nav_judging', who: hostOrStation },
      {
        path: '/console/project-lists',
        key: 'site.nav_project_lists',
        who: hasRole('administrator', 'organiser'),
      },
      { path: '/console/festivals', key: 'site.nav_festivals', who: hasRole('administrator', 'organiser') },
    ],
  },
  {
    key: 'site.group_proof',
    entries: [
      { path: '/console/outcomes', key: 'site.nav_outcomes', who: anyOutcomes },
      {
        path: '/console/insight',
        key: 'site.nav_insight',
        who: hasRole('administrator', 'organiser', 'verifier', 'auditor', 'station_lead', 'station_staff'),
      },
      { path: '/console/insight/enterprise', key: 'site.nav_enterprise', who: hasRole('enterprise') },
      {
        path: '/console/ceremonies',
        key: 'site.nav_ceremonies',
        who: hasRole('administrator', 'organiser', 'auditor', 'verifier'),
      },
      { path: '/console/backfill', key: 'site.nav_backfill', who: host },
      { path: '/console/followup', key: 'site.nav_followup', who: anyOutcomes },
      {
        path: '/console/ledger',
        key: 'site.nav_ledger',
        who: hasRole('administrator', 'organiser', 'auditor', 'verifier'),
      },
      {
        path: '/console/statements',
        key: 'site.nav_statements',
        who: hasRole('administrator', 'organiser', 'auditor', 'verifier'),
      },
    ],
  },
  {
    key: 'site.group_house',
    entries: [
      { path: '/console/mail', key: 'site.nav_mail', who: hostOrStation },
      {
        path: '/console/people/roles',
        key: 'site.nav_roles',
        who: hasRole('administrator', 'organiser', 'station_lead'),
      },
      {
        path: '/console/people/erasures',
        key: 'site.nav_erasures',
        who: hasRole('administrator', 'organiser'),
      },
      { path: '/console/audit', key: 'site.nav_audit', who: host },
    ],
  },
]

/** The console's side: only doors that the reader may open. */
export const consoleNav = (visit: Visit, current?: string): NavGroup[] =>
  groups.flatMap((group) => {
    const open = group.entries.filter((entry) => entry.who(visit.actor, undefined))
    if (open.length === 0) return []
    const nearest = open
      .map((entry) => entry.path)
      .filter((path) => isAt(visit, path) && (path !== '/console' || visit.path === '/console'))
      .at(-1)
    return [
      {
        label: visit.say(group.key),
        links: open.map((entry) => ({
          href: visit.href(entry.path),
          label: visit.say(entry.key),
          current: entry.path === (current ?? nearest),
        })),
      },
    ]
  })
