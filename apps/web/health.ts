import type { Hono } from 'hono'
import type { Database } from '#platform/db'

/** /healthz: the process lives. /readyz: it may be sent requests: started, not stopping, database answering. */
export function health(app: Hono, state: { ready: boolean; stopping: boolean }, database: Database): void {
  app.get('/healthz', (c) => c.text('ok'))
  app.get('/readyz', async (c) => {
    if (!state.ready || state.stopping) return c.text(state.stopping ? 'stopping' : 'starting', 503)
    try {
      await database.ping(2000)
      return c.text('ready')
    } catch {
      return c.text('the database does not answer', 503)
    }
  })
}
