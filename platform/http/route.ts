import type { ComponentChildren, VNode } from 'preact'
import type { z } from 'zod'
import type { Actor, Predicate } from '#kernel/access'
import type { Use } from '#kernel/command'
import type { Locale, Say } from '#kernel/i18n'
import type { PersonName } from '#kernel/names'
import type { Zone } from '#kernel/time'
import type { FormState, FormValues } from './form.ts'
import type { LiveOptions } from './live.ts'

/** Who is signed in, as far as every page needs it. */
export type Me = { personId: string; name: PersonName; email: string }

/** What a door knows of one request. Paths are without the language: `href` puts it in front. */
export type Visit = {
  readonly use: Use
  readonly actor: Actor
  readonly me: Me | null
  readonly locale: Locale
  readonly say: Say
  readonly params: Readonly<Record<string, string>>
  readonly search: URLSearchParams
  readonly path: string
  /** The installation's public address, without a slash at the end. */
  readonly origin: string
  readonly request: Request
  readonly requestId: string
  /** The caller's address as the trusted proxy or the socket tells it; only for limits. */
  readonly address: string
  /** The reader's own zone when a cookie tells it; times are then shown in it too. */
  readonly readerZone: Zone | null
  /** Headers for whatever answer is given in the end (cookies of signing in, for one). */
  readonly answerHeaders: Headers
  /** `/events/x` → `/zh/events/x` in the reader's language. */
  href(path: string): string
  /**
   * A live stream of what changes, for a `file` route. The caller has asked whether this visitor may follow it; what
   * `read` gives goes to all who follow the same topic in the same view, so it depends on nothing else of the visitor.
   */
  follow(options: LiveOptions): Promise<Response>
}

/** A page: its words are already in the reader's language; the layout goes around it. */
export type Sheet = {
  title: string
  body: VNode
  shell: 'public' | 'console' | 'bare'
  description?: string
  head?: ComponentChildren
  /** schema.org description of what the page is about. */
  jsonLd?: object
  /** It draws what screens of a hall draw: their styles come with it. */
  screen?: boolean
  /** Islands to load, by name of apps/web/islands.ts. Empty: the page has no JavaScript at all. */
  islands?: readonly string[]
  status?: 200 | 202 | 401 | 403 | 404 | 409 | 410 | 413 | 422 | 429 | 500 | 503
  /** The console's side entry that is current. */
  current?: string
  noIndex?: boolean
}

/** Where a form leads when it is done, with a message key to show there once. */
export type Done = { to: string; told?: string }

type Common = {
  path: string
  /** The first lock, by who is asking alone; the use case behind it is the lock on the record. */
  who: Predicate<unknown>
}

export type PageRoute = Common & {
  kind: 'page'
  /** Seconds that a visitor may be shown the same page; absent: always made anew. */
  fresh?: number
  /**
   * What a page with `fresh` reads of the address line beyond its path. It is given nothing else of it, so that whatever
   * else an address carries (where a link was shared, what was clicked) leads to the page that is kept.
   */
  asks?: readonly string[]
  show(visit: Visit): Promise<Sheet | Response>
}

export type FormRoute<Data = unknown> = Common & {
  kind: 'form'
  /** Largest body in bytes; 256 KiB when absent. Files need more. */
  limit?: number
  load(visit: Visit): Promise<Data>
  view(visit: Visit, data: Data, form: FormState): Sheet
  submit(visit: Visit, values: FormValues, data: Data): Promise<Done | Sheet | Response>
}

/** A small form without a page of its own: a button in a list. A refusal is shown on the page it came from. */
export type ActionRoute = Common & {
  kind: 'action'
  limit?: number
  submit(visit: Visit, values: FormValues): Promise<Done | Response>
}

/** Something that is not a page: a feed, a file, a picture, an export. Lives under the language like pages do. */
export type FileRoute = Common & { kind: 'file'; fresh?: number; send(visit: Visit): Promise<Response> }

export type ApiRoute = Common & {
  kind: 'api'
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  summary: string
  limit?: number
  /** Path, search and body in one object. */
  input: z.ZodType
  output: z.ZodType
  answer(visit: Visit, input: unknown): Promise<{ status?: 200 | 201 | 202; body: unknown }>
}

/** A file that comes in pieces (tus): what its protocol asks for, at one address. Lives under the language like pages do. */
export type UploadRoute = Common & {
  kind: 'upload'
  methods: readonly ('POST' | 'HEAD' | 'PATCH' | 'DELETE')[]
  receive(visit: Visit): Promise<Response>
}

export type Route = PageRoute | FormRoute | ActionRoute | FileRoute | UploadRoute | ApiRoute

/** What a route may be asked by. */
export function methodsOf(route: Route): readonly string[] {
  if (route.kind === 'api') return [route.method.toUpperCase()]
  if (route.kind === 'upload') return route.methods
  if (route.kind === 'form') return ['GET', 'POST']
  return [route.kind === 'action' ? 'POST' : 'GET']
}

/** Everything a module opens to the web; apps/compose mounts it. */
export type Doors = { module: string; routes: readonly Route[] }

export const page = (route: Omit<PageRoute, 'kind'>): Route => ({ kind: 'page', ...route })
export const form = <Data>(route: Omit<FormRoute<Data>, 'kind'>): Route =>
  ({ kind: 'form', ...route }) as FormRoute // the table forgets Data; load and view of one route agree on it
export const action = (route: Omit<ActionRoute, 'kind'>): Route => ({ kind: 'action', ...route })
export const file = (route: Omit<FileRoute, 'kind'>): Route => ({ kind: 'file', ...route })
export const upload = (route: Omit<UploadRoute, 'kind'>): Route => ({ kind: 'upload', ...route })
export const api = <Input extends z.ZodType, Output extends z.ZodType>(
  route: Omit<ApiRoute, 'kind' | 'input' | 'output' | 'answer'> & {
    input: Input
    output: Output
    answer(visit: Visit, input: z.output<Input>): Promise<{ status?: 200 | 201 | 202; body: z.input<Output> }>
  },
): Route => ({ kind: 'api', ...route }) as ApiRoute // the input was parsed by this very schema before `answer`
