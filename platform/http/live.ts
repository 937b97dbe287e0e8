import type { ServerResponse } from 'node:http'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Live, Sink, Topic } from '#platform/live'
import { securityHeaders } from './security.ts'
import { leaveAsItIs } from './whole.ts'

export type LiveOptions = Topic & {
  /** Everybody may follow it: then nobody has to come back soon to be asked again whether they may. */
  open?: boolean
}

/** How long a stream lasts; the browser opens it anew. Whoever lost their role in between is not told on for ever. */
const shortMs = 60_000
const longMs = 600_000

const head = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-store',
  // A proxy that gathers would make it late.
  'x-accel-buffering': 'no',
}
const opening = Buffer.from('retry: 1000\n\n')

/** Not all at once, or everybody would come back at once. */
const lasting = (open: boolean) => (open ? longMs : shortMs) * (1 + Math.random() / 2)

/**
 * Only the server's own answer of this kind, made before it put its Response in the place of the global one, keeps its
 * hands off the socket: another would be written after what was sent, and end the stream.
 */
const alreadySent = () => leaveAsItIs(RESPONSE_ALREADY_SENT)

/** Straight to the socket: a crowd gets the same bytes, and nothing is wrapped around them for each. */
async function byNode(live: Live, options: LiveOptions, outgoing: ServerResponse): Promise<Response> {
  const waiting: Buffer[] = []
  let begun = false
  const sink: Sink = {
    write: (bytes) => {
      if (begun) return outgoing.write(bytes)
      waiting.push(bytes)
      return true
    },
    drained: (then) => outgoing.once('drain', then),
    end: () => outgoing.end(),
  }
  const leave = await live.follow(options, sink)
  if (outgoing.destroyed) {
    leave()
    return alreadySent()
  }
  // It ends when the connection does, so no length stands before each piece.
  outgoing.useChunkedEncodingByDefault = false
  outgoing.writeHead(200, { ...securityHeaders, ...head, connection: 'close' })
  begun = true
  outgoing.write(Buffer.concat([opening, ...waiting]))
  const timer = setTimeout(() => outgoing.end(), lasting(options.open ?? false))
  timer.unref()
  outgoing.once('close', () => {
    clearTimeout(timer)
    leave()
  })
  return alreadySent()
}

/** The same where no socket is at hand: asked without a network. */
async function byStream(live: Live, options: LiveOptions): Promise<Response> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>(undefined, undefined, {
    highWaterMark: 1_000,
  })
  const writer = writable.getWriter()
  let leave = () => {}
  const end = () => void writer.close().catch(() => {})
  const sink: Sink = {
    write: (bytes) => {
      writer.write(bytes).catch(() => leave())
      return true
    },
    drained: (then) => then(),
    end,
  }
  writer.write(opening).catch(() => {})
  leave = await live.follow(options, sink)
  writer.closed.then(leave, leave)
  const timer = setTimeout(end, lasting(options.open ?? false))
  timer.unref()
  return new Response(readable, { headers: head })
}

/** Answers with a live stream of a topic, as server-sent events: one event a part, its data as JSON. */
export const follow = (live: Live, options: LiveOptions, outgoing: ServerResponse | undefined) =>
  outgoing === undefined ? byStream(live, options) : byNode(live, options, outgoing)
