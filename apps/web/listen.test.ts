import { type AddressInfo, connect } from 'node:net'
import { Hono } from 'hono'
import { afterEach, expect, test } from 'vitest'
import { systemClock } from '#platform/clock'
import { PageCache } from '../../platform/http/cache.ts'
import { type Listening, listener } from './listen.ts'

let open: Listening | undefined
afterEach(() => void open?.server.closeAllConnections())

/** A server with one page that takes its time, and one stream without an end. */
async function opened() {
  const app = new Hono()
  const slow = Promise.withResolvers<void>()
  app.post('/slow', async (c) => c.text(await c.req.text().then((text) => slow.promise.then(() => text))))
  app.get(
    '/live',
    () => new Response(new ReadableStream({ start: (stream) => stream.enqueue('data: 1\n\n') })),
  )
  open = listener({ app, cache: new PageCache(systemClock.now) })
  const { server } = open
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo // it listens on a port
  return { ...open, finish: slow.resolve, port }
}

/** A connection that is kept open, as browsers do: what came back so far, and whether it was closed. */
function connection(port: number, request: string) {
  const socket = connect(port, '127.0.0.1')
  const state = { got: '', closed: false, socket }
  socket.on('data', (chunk) => {
    state.got += chunk
  })
  socket.on('close', () => {
    state.closed = true
  })
  socket.on('error', () => {})
  socket.write(request)
  return state
}
const post = 'POST /slow HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello'

test('a request under way is answered, its connection closed, and then the stop is done', async () => {
  const { stop, finish, port, server } = await opened()
  const asked = connection(port, post)
  await expect.poll(() => server.listening && asked.socket.readyState).toBe('open')
  await new Promise((resolve) => setTimeout(resolve, 50))
  let stopped = false
  const stopping = stop().then(() => {
    stopped = true
  })
  await new Promise((resolve) => setTimeout(resolve, 150))
  expect(stopped).toBe(false)
  finish()
  await stopping
  await expect.poll(() => asked.closed).toBe(true)
  expect(asked.got).toMatch(/^HTTP\/1.1 200 OK[\s\S]*hello$/)
})

test('a live stream does not hold the stop up', async () => {
  const { stop, port } = await opened()
  const live = connection(port, 'GET /live HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n')
  await expect.poll(() => live.got).toContain('data: 1')
  await stop()
  await expect.poll(() => live.closed).toBe(true)
})

test('nobody new is let in while it stops', async () => {
  const { stop, finish, port } = await opened()
  connection(port, post)
  await new Promise((resolve) => setTimeout(resolve, 50))
  const stopping = stop()
  const late = connection(port, post)
  await expect.poll(() => late.closed).toBe(true)
  expect(late.got).toBe('')
  finish()
  await stopping
})

test('what is sent on a connection that was kept open is answered while the stop begins, and is the last on it', async () => {
  const { stop, finish, port } = await opened()
  finish()
  const kept = connection(port, post)
  await expect.poll(() => kept.got).toMatch(/hello$/)
  expect(kept.got).toContain('keep-alive')
  const stopping = stop()
  await new Promise((resolve) => setTimeout(resolve, 100))
  kept.got = ''
  kept.socket.write(post)
  await expect.poll(() => kept.got).toMatch(/^HTTP\/1.1 200 OK[\s\S]*hello$/)
  expect(kept.got.toLowerCase()).toContain('connection: close')
  await stopping
  expect(kept.closed).toBe(true)
})
