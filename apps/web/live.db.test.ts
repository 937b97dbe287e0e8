import type { ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Context, Hono } from 'hono'
import { afterAll, expect, test } from 'vitest'
import { systemClock } from '#platform/clock'
import { changed, openLive } from '#platform/live'
import { PageCache } from '../../platform/http/cache.ts'
import { follow } from '../../platform/http/live.ts'
import { testDatabase } from '../../tools/test/database.ts'
import { listener } from './listen.ts'

const db = await testDatabase()
const live = openLive({ url: db.url, log: { error: () => {} } })
let value = 0
const outgoingOf = (c: Context) => (c.env as { outgoing: ServerResponse }).outgoing // the server gives it along
const app = new Hono()
// The house puts its headers on every answer that has not all of them.
app.use(async (c, next) => {
  await next()
  if (c.req.path === '/page') c.res.headers.set('x-more', 'yes')
})
app.get('/page', (c) => c.text('a page'))
app.get('/live', (c) =>
  follow(live, { name: 'thing', view: 'en', read: async () => ({ value }), gap: 5 }, outgoingOf(c)),
)
const { server } = listener({ app, cache: new PageCache(systemClock.now) })
await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}` // it listens on a port
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await live.stop()
})

test('one connection of a real server tells the state and then each change, and nothing else', async () => {
  // The server has put its own Response in the place of the global one by then, as in the product.
  expect(await (await fetch(`${origin}/page`)).text()).toBe('a page')
  const leaving = new AbortController()
  const answer = await fetch(`${origin}/live`, { signal: leaving.signal })
  expect(answer.headers.get('content-type')).toBe('text/event-stream')
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  let got = ''
  const reading = (async () => {
    for await (const chunk of answer.body ?? []) got += Buffer.from(chunk).toString()
  })().catch(() => {})
  for (const next of [1, 2, 3]) {
    await expect.poll(() => got).toContain(`event: value\ndata: ${next - 1}\n\n`)
    value = next
    await db.tx((tx) => changed(tx, 'thing'))
  }
  await expect.poll(() => got).toContain('event: value\ndata: 3\n\n')
  expect(got).toMatch(/^retry: \d+\n\n(event: value\ndata: \d\n\n|: ?\S*\n\n)+$/)
  leaving.abort()
  await reading
})
