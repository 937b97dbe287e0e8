import type { ServerResponse } from 'node:http'
import { type Context, Hono } from 'hono'
import type { VNode } from 'preact'
import type { Actor } from '#kernel/access'
import { forbidden, notFound, Refusal, signInFirst, statusOf } from '#kernel/errors'
import { isLocale, type Locale, locales, type Words } from '#kernel/i18n'
import { newId } from '#kernel/ids'
import { storable } from '#kernel/text'
import { isZone, zone } from '#kernel/time'
import type { Live } from '#platform/live'
import type { Log } from '#platform/log'
import type { UseCases } from '#platform/usecases'
import { answer, withHeaders } from './answer.ts'
import { answerForm } from './answer-form.ts'
import { AnswerCache } from './answers.ts'
import { answerApi, answerJson } from './api.ts'
import { askedOf, toldIn } from './asked.ts'
import { PageCache, pageKey } from './cache.ts'
import { follow } from './live.ts'
import { encodingFor, pack } from './pack.ts'
import { cut } from './render.ts'
import {
  type Doors,
  type Me,
  methodsOf,
  type PageRoute,
  type Route,
  type Sheet,
  type Visit,
} from './route.ts'
import { contentSecurityPolicy, fromOurPages, newNonce, securityHeaders } from './security.ts'
import { isWhole } from './whole.ts'

export type Identify = (headers: Headers) => Promise<{ actor: Actor; me: Me | null }>

/** Puts the site around a sheet and gives the whole document. */
export type Layout = (visit: Visit, sheet: Sheet, told: string | null) => VNode

export type ServeOptions = {
  origin: string
  /** Take the caller's address from this header (set by a proxy one trusts); absent: from the socket. */
  addressHeader?: string
  doors: readonly Doors[]
  words: Words
  useCases: UseCases
  identify: Identify
  layout: Layout
  /** The document that the layout made, as HTML. */
  draw(document: VNode): string
  refusalSheet(
    visit: Visit,
    refusal: { status: number; message: string; code: string; problems: readonly string[] },
  ): Sheet
  log: Log
  live: Live
  /** Called for every request before routing: /healthz, assets and others that are not pages of a module. */
  extra?(app: Hono): void
}

export type Site = { app: Hono; cache: PageCache }

const preferredLocale = (header: string | null): Locale =>
  /^\s*zh\b/i.test(header ?? '') || /,\s*zh/i.test((header ?? '').split(/,\s*en/i)[0] ?? '') ? 'zh' : 'en'

/** The address's search part, without what no row can hold. */
function searchOf(url: string): URLSearchParams {
  const search = new URL(url).searchParams
  for (const [name, value] of [...search]) if (value !== storable(value)) search.set(name, storable(value))
  return search
}

/** What was escaped for a cookie; whatever is not well escaped is nothing. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

/** The reader's zone as the browser's cookie tells it; whatever else stands there is no zone. */
function readerZoneOf(headers: Headers) {
  const name = unescaped(/(?:^|; )zone=([^;]*)/.exec(headers.get('cookie') ?? '')?.[1] ?? '')
  return isZone(name) ? zone(name) : null
}

/** Builds the web application from the modules' route tables. */
export function serve(options: ServeOptions): Site {
  const app = new Hono()
  const answers = new AnswerCache()
  const cache = new PageCache(options.useCases.now, () => answers.clear())
  const underWay = new Map<string, ReturnType<typeof make>>()

  const visitOf = async (c: Context, locale: Locale, path: string): Promise<Visit> => {
    const { actor, me } = await options.identify(c.req.raw.headers)
    const requestId = c.get('requestId') as string // set by the first middleware for every request
    const door = path.startsWith('/api/') ? 'api' : 'web'
    return {
      use: options.useCases.as({ actor, door, requestId }),
      actor,
      me,
      locale,
      say: options.words.say(locale),
      params: c.req.param() as Record<string, string>, // Hono types params by literal paths; ours come from tables
      search: searchOf(c.req.url),
      path,
      origin: options.origin,
      request: c.req.raw,
      requestId,
      address: addressOf(c, options.addressHeader),
      readerZone: readerZoneOf(c.req.raw.headers),
      answerHeaders: new Headers(),
      href: (to) => addressIn(locale, to),
      follow: (what) => follow(options.live, what, outgoingOf(c)),
    }
  }

  const document = (visit: Visit, sheet: Sheet, told: string | null) =>
    cut(options.draw(options.layout(visit, sheet, told)))

  const answerHtml = (visit: Visit, status: number, parts: readonly string[]): Response => {
    const nonce = parts.length > 1 ? newNonce() : null
    const headers = {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy(nonce),
      'cache-control': 'private, no-cache',
    }
    const html = parts.join(nonce ?? '')
    // For visitors only: nothing of a person stands in their pages beside what somebody else may put there, so the
    // length of what is packed tells nobody anything.
    const accepts = visit.request.headers.get('accept-encoding') ?? ''
    const encoding = visit.actor.kind === 'visitor' ? encodingFor(accepts) : null
    if (encoding === null) return answer(visit, status, headers, html)
    const packed = { ...headers, 'content-encoding': encoding, vary: 'accept-encoding, cookie' }
    return answer(visit, status, packed, new Uint8Array(pack(html, encoding, 'once')))
  }
  const answerSheet = (visit: Visit, sheet: Sheet, told: string | null): Response =>
    answerHtml(visit, sheet.status ?? 200, document(visit, sheet, told))

  const refused = (visit: Visit, error: unknown): Response => {
    const known = error instanceof Refusal
    if (!known) options.log.error({ requestId: visit.requestId, err: error }, 'a request failed')
    const code = known ? error.code : 'kernel.broken'
    const status = known ? statusOf[error.kind] : 500
    // A visitor who must sign in first is taken there and brought back.
    if (status === 401 && visit.request.method === 'GET' && !visit.path.startsWith('/api/'))
      return new Response(null, {
        status: 303,
        headers: { location: visit.href(`/sign-in?next=${encodeURIComponent(visit.path)}`) },
      })
    const message = visit.say(code, known ? { ...error.details } : { requestId: visit.requestId })
    const fields = known ? error.fields.map((field) => visit.say(field.code, { ...field.details })) : []
    const sheet = options.refusalSheet(visit, { status, message, code, problems: [...new Set(fields)] })
    return answerSheet(visit, { ...sheet, status: status as NonNullable<Sheet['status']> }, null) // statuses of statusOf
  }

  const open = (route: Route, visit: Visit) => {
    if (!route.who(visit.actor, undefined)) throw visit.actor.kind === 'visitor' ? signInFirst() : forbidden()
  }

  const make = async (route: PageRoute, visit: Visit) => {
    const sheet = await route.show(visit)
    if (sheet instanceof Response) return sheet
    return { status: sheet.status ?? 200, parts: document(visit, sheet, toldIn(visit, options.words)) }
  }

  /** Makes a page that visitors share. Whoever comes while it is being made gets the same one. */
  const makeShared = async (route: PageRoute, visit: Visit) => {
    const { version } = cache
    const key = pageKey(new URL(visit.request.url).pathname, visit.request.headers.get('cookie') ?? '')
    const name = `${version} ${key}`
    const waiting = underWay.get(name)
    if (waiting) {
      const made = await waiting
      return made instanceof Response ? make(route, visit) : made
    }
    const making = make(route, visit).finally(() => underWay.delete(name))
    underWay.set(name, making)
    const made = await making
    if (made instanceof Response) return made
    const [html] = made.parts
    if (made.status === 200 && made.parts.length === 1 && html !== undefined)
      cache.keep(key, html, route.fresh ?? 0, version, route.asks)
    return made
  }

  const show = async (route: PageRoute, asked: Visit): Promise<Response> => {
    open(route, asked)
    const { fresh, asks = [] } = route
    const visit = fresh === undefined ? asked : { ...asked, search: askedOf(asked.search, asks) }
    // What a page is asked beyond its path is asked by few: nobody fills the memory with it.
    const visitors = fresh !== undefined && visit.actor.kind === 'visitor'
    const asking = visitors ? { ...visit, use: answers.within(visit.use, fresh) } : visit
    const made = await (visitors && visit.search.size === 0 ? makeShared : make)(route, asking)
    if (made instanceof Response) return withHeaders(made, visit.answerHeaders)
    return answerHtml(visit, made.status, made.parts)
  }

  const handle = async (route: Route, visit: Visit): Promise<Response> => {
    if (visit.request.method !== 'GET' && !fromOurPages(visit.request, options.origin))
      throw new Refusal('forbidden', 'kernel.foreign_form')
    if (route.kind === 'page') return show(route, visit)
    open(route, visit)
    if (route.kind === 'file') return withHeaders(await route.send(visit), visit.answerHeaders)
    if (route.kind === 'upload') return withHeaders(await route.receive(visit), visit.answerHeaders)
    if (route.kind === 'api') return answerApi(route, visit)
    // What the last form did is told once, not again beside a refusal of the next one.
    const told = visit.request.method === 'GET' ? toldIn(visit, options.words) : null
    return answerForm(route, visit, (sheet) => answerSheet(visit, sheet, told))
  }

  app.use(async (c, next) => {
    c.set('requestId' as never, newId<'request'>() as never) // Hono wants its Variables typed per app; ours has one
    await next()
    if (isWhole(c.res)) return
    for (const [name, value] of Object.entries(securityHeaders))
      if (!c.res.headers.has(name)) c.res.headers.set(name, value)
    c.res.headers.set('x-request-id', c.get('requestId' as never) as string)
  })
  options.extra?.(app)

  app.get('/', (c) => c.redirect(`/${preferredLocale(c.req.header('accept-language') ?? null)}`, 302))

  for (const { routes } of options.doors) {
    for (const route of routes) {
      const paths =
        route.kind === 'api' ? [route.path] : locales.map((locale) => addressIn(locale, route.path))
      for (const path of paths) {
        app.on(methodsOf(route).map(asRouted), path, async (c) => {
          const first = c.req.path.split('/')[1] ?? ''
          const locale = isLocale(first) ? first : preferredLocale(c.req.header('accept-language') ?? null)
          const inner = isLocale(first) ? c.req.path.slice(first.length + 1) || '/' : c.req.path
          const visit = await visitOf(c, locale, inner)
          try {
            // No record has such a name, and the database would not even take the question.
            if (Object.values(visit.params).some((part) => part !== storable(part))) throw notFound()
            return await handle(route, visit)
          } catch (error) {
            if (route.kind === 'api' || route.kind === 'upload') return apiRefusal(options, visit, error)
            return refused(visit, error)
          }
        })
      }
    }
  }

  app.notFound(async (c) => {
    const { pathname, search } = new URL(c.req.url)
    // Whoever types an address may close it with a stroke. The second letter is none, or it would name another host.
    if (/^\/[^/].*\/$/.test(pathname) && c.req.method === 'GET')
      return c.redirect(pathname.replace(/\/+$/, '') + search, 301)
    const first = c.req.path.split('/')[1] ?? ''
    const locale = isLocale(first) ? first : preferredLocale(c.req.header('accept-language') ?? null)
    const inner = isLocale(first) ? c.req.path.slice(first.length + 1) || '/' : c.req.path
    const visit = await visitOf(c, locale, inner)
    return c.req.path.startsWith('/api/')
      ? apiRefusal(options, visit, notFound())
      : refused(visit, notFound())
  })
  app.onError((error, c) => {
    options.log.error(
      { requestId: c.get('requestId' as never), err: error },
      'a request failed before it was routed',
    )
    return c.text('500', 500)
  })
  return { app, cache }
}

/** Where a page stands in a language; the start page of one has no stroke behind it. */
export const addressIn = (locale: Locale, path: string): string => `/${locale}${path === '/' ? '' : path}`

/** The answer as node:http writes it; absent where the site is asked without a network. */
const outgoingOf = (c: Context): ServerResponse | undefined =>
  (c.env as { outgoing?: ServerResponse } | undefined)?.outgoing // what the Node server puts there

/** The router looks for whoever answers HEAD where GET is answered, and sends no body. */
const asRouted = (method: string) => (method === 'HEAD' ? 'GET' : method)

function apiRefusal(options: ServeOptions, visit: Visit, error: unknown): Response {
  const known = error instanceof Refusal
  if (!known) options.log.error({ requestId: visit.requestId, err: error }, 'a request failed')
  const code = known ? error.code : 'kernel.broken'
  const details = known ? { ...error.details } : { requestId: visit.requestId }
  const fields = known
    ? error.fields.map((field) => ({ ...field, message: visit.say(field.code, { ...field.details }) }))
    : []
  const body = { error: { code, message: visit.say(code, details), details, fields } }
  return answerJson(visit, known ? statusOf[error.kind] : 500, body)
}

function addressOf(c: Context, header: string | undefined): string {
  const told = header === undefined ? undefined : c.req.header(header)?.split(',')[0]?.trim()
  const incoming = (c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming
  return told ?? incoming?.socket?.remoteAddress ?? ''
}
