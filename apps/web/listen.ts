import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Server as Tcp } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { getRequestListener } from '@hono/node-server'
import type { Site } from '#platform/http'

export type Listening = {
  server: Server
  /** Takes no more requests and resolves when those under way are answered. */
  stop(): Promise<void>
}

/** Connections that fell silent after their last answer are looked for this often while stopping. */
const lookMs = 50

/**
 * Nothing is closed for so long: whoever sends a request just now on a connection that was kept open would lose it.
 * Each answer says meanwhile that its connection ends, so that busy ones end between two requests.
 */
const graceMs = 500

/** The site as a server of HTTP: what is kept is answered at once, everything else goes the whole way. */
export function listener({ app, cache }: Pick<Site, 'app' | 'cache'>): Listening {
  const whole = getRequestListener(app.fetch)
  // A live stream has no end of its own to wait for; the browser opens it anew, at whoever serves then.
  const streams = new Set<ServerResponse>()
  let stopping = false
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    if (stopping) response.shouldKeepAlive = false
    if (cache.answer(request, response)) return
    if (request.headers.accept?.includes('text/event-stream')) {
      streams.add(response)
      response.once('close', () => streams.delete(response))
    }
    void whole(request, response)
  }
  const server = createServer(answer)
  return {
    server,
    stop: async () => {
      stopping = true
      // The plain server's close: that of HTTP would cut the connections that are silent just now.
      const closed = new Promise((resolve) => Tcp.prototype.close.call(server, resolve))
      for (const response of streams) response.destroy()
      await setTimeout(graceMs)
      const looking = setInterval(() => server.closeIdleConnections(), lookMs)
      await closed
      clearInterval(looking)
    },
  }
}
