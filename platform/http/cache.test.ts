import { createServer, request as get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { instant } from '#kernel/time'
import { fixedClock } from '#platform/clock'
import { PageCache, pageKey } from './cache.ts'

const clock = fixedClock(instant('2019-06-12T09:00:00Z'))
const cache = new PageCache(clock.now)
const server = createServer((request, response) => {
  if (!cache.answer(request, response)) response.writeHead(404).end()
})
await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
afterAll(() => server.close())

const html = `<!doctype html><title>海归</title>${'<p>A programme of many sessions</p>'.repeat(200)}`
beforeEach(() => {
  cache.clear()
  cache.keep(pageKey('/zh', ''), html, 2, cache.version, ['page'])
})

type Got = { status: number | undefined; headers: Record<string, unknown>; body: Buffer }
const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  new Promise<Got>((resolve) => {
    const { port } = server.address() as AddressInfo // it listens on a port
    get({ port, path, headers, method }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk) => chunks.push(chunk))
      answer.on('end', () =>
        resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks) }),
      )
    }).end()
  })

test.each([
  ['gzip, deflate, br', 'br', brotliDecompressSync],
  ['gzip', 'gzip', gunzipSync],
  ['', undefined, (body: Buffer) => body],
])('a reader who takes "%s" gets the same page', async (accepts, encoding, unpack) => {
  for (const _twice of [1, 2]) {
    const { headers, body } = await ask('/zh', { 'accept-encoding': accepts })
    expect(headers['content-encoding']).toBe(encoding)
    expect(unpack(body).toString()).toBe(html)
    expect(Number(headers['content-length'])).toBe(body.length)
  }
})

test('it carries every lock of the house, allows one known script, and has an id of its own', async () => {
  const [one, two] = [await ask('/zh'), await ask('/zh')]
  expect(one.headers['content-security-policy']).toMatch(/script-src 'sha256-[^' ]+';/)
  expect(one.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' })
  expect(one.headers['x-request-id']).not.toBe(two.headers['x-request-id'])
})

test.each([
  [
    'somebody who may be signed in',
    '/zh',
    { cookie: 'zone=Asia%2FShanghai; haigui.session_token=abc' },
    'GET',
  ],
  ['a reader in another zone', '/zh', { cookie: 'zone=Europe%2FLondon' }, 'GET'],
  ['whoever asks what the page reads', '/zh?page=2', {}, 'GET'],
  ['the same, escaped and among other things', '/zh?from=timeline&p%61ge=2', {}, 'GET'],
  ['whoever has to be told something', '/zh?told=people.told_signed_out', {}, 'GET'],
  ['another path', '/zh/events', {}, 'GET'],
  ['a form', '/zh', {}, 'POST'],
])('%s goes the whole way', async (_who, path, headers, method) => {
  expect((await ask(path, headers, method)).status).toBe(404)
})

test.each([
  '?',
  '?from=timeline&isappinstalled=0',
  '?utm_source=letter&utm_source=again',
  '?PAGE=2',
  '?x=page',
])('a link that was shared with %s leads to the same page', async (search) => {
  const { status, body } = await ask(`/zh${search}`)
  expect(status).toBe(200)
  expect(body.toString()).toBe(html)
})

test('it is forgotten after its seconds, and by any write', async () => {
  clock.advance({ seconds: 1 })
  expect((await ask('/zh')).status).toBe(200)
  clock.advance({ seconds: 1 })
  expect((await ask('/zh')).status).toBe(404)
})

test('what was read before a write is not kept', async () => {
  const { version } = cache
  cache.clear()
  cache.keep(pageKey('/zh', ''), html, 2, version)
  expect((await ask('/zh')).status).toBe(404)
})
