import { type Actor, visitor } from '#kernel/access'
import { methodsOf, type Route } from '#platform/http'
import { as, type testHouse } from './house.ts'
import { formsOf, linksOf, type PageForm } from './html.ts'

type House = Awaited<ReturnType<typeof testHouse>>

/** An address that a route was found at, and what was sent to it from a page. */
export type Found = { readonly address: string; readonly forms: readonly PageForm[] }

/** Which route of the table answers a path; the exact one before one with parameters, as the router does. */
export function routeFinder(routes: readonly Route[]) {
  const shapes = routes.map((route) => ({
    route,
    shape: new RegExp(`^${route.path.replace(/[.]/g, '\\.').replace(/:\w+/g, '[^/]+')}$`),
  }))
  return (method: string, address: string): Route | undefined => {
    const path = address.replace(/[?#].*$/, '')
    const inner = path.startsWith('/api/') ? path : path.replace(/^\/(en|zh)(?=\/|$)/, '') || '/'
    const fitting = shapes.filter(
      ({ route, shape }) => methodsOf(route).includes(method) && shape.test(inner),
    )
    return (fitting.find(({ route }) => route.path === inner) ?? fitting[0])?.route
  }
}

/**
 * Walks the house by its own links and forms, as each actor, and tells at which real addresses every route was found:
 * what a test needs to try doors with records behind them. `most` addresses of one route are looked at.
 */
export async function tour(
  house: House,
  actors: readonly Actor[] = [visitor],
  options: { from?: readonly string[]; most?: number } = {},
): Promise<ReadonlyMap<Route, readonly Found[]>> {
  const routes = house.doors.flatMap((doors) => doors.routes)
  const find = routeFinder(routes)
  const found = new Map<Route, Map<string, PageForm[]>>(routes.map((route) => [route, new Map()]))
  const note = (route: Route, address: string): PageForm[] | null => {
    const places = found.get(route)
    const known = places?.get(address)
    if (known) return known
    if (!places || places.size >= (options.most ?? 3)) return null
    const forms: PageForm[] = []
    places.set(address, forms)
    return forms
  }
  const starts = routes.filter(({ path }) => !path.includes(':')).map(({ path }) => path)

  for (const actor of actors) {
    const line = [
      '/en',
      ...starts.map((path) => (path.startsWith('/api/') ? path : `/en${path}`)),
      ...(options.from ?? []),
    ]
    const seen = new Set<string>()
    for (let address = line.shift(); address !== undefined; address = line.shift()) {
      const route = find('GET', address)
      if (seen.has(address) || !route) continue
      seen.add(address)
      if (!route.who(actor, undefined) || note(route, address) === null) continue
      if (route.path.endsWith('/live')) continue // an endless stream
      const answer = await house.app.request(address, { headers: as(actor) })
      if (!answer.headers.get('content-type')?.startsWith('text/html')) continue
      const html = await answer.text()
      for (const form of formsOf(html)) {
        const target = new URL(form.action ?? address, `http://x${address}`)
        const to = find(form.method, target.pathname)
        if (to && form.method === 'POST') note(to, target.pathname + target.search)?.push(form)
      }
      for (const link of linksOf(html)) {
        const target = new URL(link, `http://x${address}`)
        if (target.pathname.startsWith('/zh')) continue
        line.push(target.pathname + target.search)
      }
    }
  }
  const guess = guesser(found)
  for (const [route, places] of found)
    if (places.size === 0)
      for (const address of guess(route.path, 2 * (options.most ?? 3))) places.set(address, [])
  return new Map(
    [...found].map(([route, places]) => [route, [...places].map(([address, forms]) => ({ address, forms }))]),
  )
}

/**
 * Addresses of doors that no page leads to (the API, feeds): what stood in other addresses after the same word is put
 * where a parameter stands.
 */
function guesser(found: ReadonlyMap<Route, ReadonlyMap<string, unknown>>) {
  const known = new Map<string, Set<string>>()
  for (const [route, places] of found) {
    const shape = route.path.split('/')
    for (const address of places.keys()) {
      const parts = (address.split('?')[0] ?? '').replace(/^\/(en|zh)/, '').split('/')
      shape.forEach((part, index) => {
        const word = shape[index - 1] ?? ''
        if (part.startsWith(':')) known.set(word, (known.get(word) ?? new Set()).add(parts[index] ?? ''))
      })
    }
  }
  return (path: string, most: number): string[] => {
    const shape = path.split('/')
    let made: string[][] = [[]]
    shape.forEach((part, index) => {
      const fitting = part.startsWith(':') ? [...(known.get(shape[index - 1] ?? '') ?? ['unknown'])] : [part]
      made = made.flatMap((begun) => fitting.map((next) => [...begun, next]))
    })
    const step = Math.max(1, Math.floor(made.length / most))
    return made
      .filter((_parts, index) => index % step === 0)
      .slice(0, most)
      .map((parts) => (path.startsWith('/api/') ? '' : '/en') + parts.join('/'))
  }
}
