import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { Site } from '#platform/http'

export type Listening = {
  server: Server
  /** Takes no more requests and resolves when those under way are answered. */
  stop(): Promise<void>
}

/** Connections that fell silent after their last answer are looked for this often while stopping. */
const lookMs = 50

/** The site as a server of HTTP: what is kept is answered at once, everything else goes the whole way. */
export function listener({ app, cache }: Pick<Site, 'app' | 'cache'>): Listening {
  const whole = getRequestListener(app.fetch)
  // A live stream has no end of its own to wait for; the browser opens it anew, at whoever serves then.
  const streams = new Set<ServerResponse>()
  const answer = (request: IncomingMessage, response: ServerResponse) => {
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
      const closed = new Promise((resolve) => server.close(resolve))
      for (const response of streams) response.destroy()
      const looking = setInterval(() => server.closeIdleConnections(), lookMs)
      await closed
      clearInterval(looking)
    },
  }
}
