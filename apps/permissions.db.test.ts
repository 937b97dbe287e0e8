import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Actor, type Role, roles, visitor } from '#kernel/access'
import { newId } from '#kernel/ids'
import { methodsOf, type Route } from '#platform/http'
import { as, holding, testHouse } from '../tools/test/house.ts'

const house = await testHouse({ demo: true })
const own = newId<'station'>()

const isStationRole = (role: Role) => role === 'station_lead' || role === 'station_staff'
const columns: { name: string; actor: Actor }[] = [
  { name: 'visitor', actor: visitor },
  { name: 'signed in', actor: { kind: 'person', personId: newId<'person'>(), grants: [] } },
  ...roles.map((role) => ({
    name: role.replaceAll('_', ' '),
    actor: holding(role, isStationRole(role) ? own : null),
  })),
]

const rows = house.doors.flatMap(({ module, routes }) => routes.map((route) => ({ module, route })))
const methodOf = (route: Route) => methodsOf(route).join(', ')
const reasonOf = (route: Route) => ('reason' in route.who ? String(route.who.reason) : '')

function printed(): string {
  const head = `| module | door | ${columns.map(({ name }) => name).join(' | ')} |`
  const rule = `|---|---|${columns.map(() => '---').join('|')}|`
  const lines = rows
    .map(({ module, route }) => {
      const cells = columns.map(({ actor }) => (route.who(actor, undefined) ? '●' : '·'))
      return `| ${module} | ${methodOf(route)} \`${route.path}\` | ${cells.join(' | ')} |`
    })
    .sort()
  const open = rows
    .flatMap(({ route }) => (reasonOf(route) === '' ? [] : [`- \`${route.path}\`: ${reasonOf(route)}`]))
    .sort()
  return [
    '# Who may open which door',
    '',
    'Printed by `apps/permissions.db.test.ts` from the route table; do not edit. ● may open the door, · may not. A door is the',
    'first lock: the use case behind it asks again for the record (own or another station, own or another claim), and',
    'row-level security in the database is the last one. What a judge reaches hangs on what was given to them: see',
    'docs/permissions-of-judges.md.',
    '',
    head,
    rule,
    ...lines,
    '',
    '## Doors open to everyone, and why',
    '',
    ...new Set(open),
    '',
  ].join('\n')
}

test('docs/permissions.md is what the doors say', () => {
  const file = 'docs/permissions.md'
  if (process.env.UPDATE_DOCS) writeFileSync(file, printed())
  expect(readFileSync(file, 'utf8')).toBe(printed())
})

test('no door stands behind one that answers its address first', () => {
  const doors = rows.flatMap(({ route }) => methodsOf(route).map((method) => ({ method, path: route.path })))
  const answers = (path: string, address: string) => {
    const [parts, asked] = [path.split('/'), address.split('/')]
    return (
      parts.length === asked.length && parts.every((part, at) => part.startsWith(':') || part === asked[at])
    )
  }
  const hidden = doors.filter(({ method, path }, place) =>
    doors.slice(0, place).some((before) => before.method === method && answers(before.path, path)),
  )
  expect(hidden).toEqual([])
})

test('every door has a predicate, and no two doors share an address', () => {
  const places = rows.flatMap(({ route }) =>
    methodOf(route)
      .split(', ')
      .map((method) => `${method} ${route.path}`),
  )
  expect(new Set(places).size).toBe(places.length)
  for (const { route } of rows) expect(typeof route.who).toBe('function')
})

const addressOf = (route: Route) => {
  const path = route.path.replace(/:\w+/g, () => newId())
  return route.kind === 'api' ? path : `/en${path}`
}

test.each(columns)(
  'a $name is stopped at every door that is not theirs, and none breaks',
  async ({ actor }) => {
    for (const { route } of rows) {
      for (const method of methodOf(route).split(', ')) {
        const headers: Record<string, string> = as(actor)
        const body = ['GET', 'HEAD', 'DELETE'].includes(method)
          ? null
          : route.kind === 'api'
            ? '{}'
            : new URLSearchParams()
        if (route.kind === 'api' && body !== null) headers['content-type'] = 'application/json'
        const answer = await house.app.request(addressOf(route), { method, headers, body })
        const where = `${method} ${route.path}`
        expect(answer.status, where).toBeLessThan(500)
        if (!route.who(actor, undefined))
          expect([401, 403, ...(actor.kind === 'visitor' ? [303] : [])], where).toContain(answer.status)
      }
    }
    expect(house.broken).toEqual([])
  },
)
