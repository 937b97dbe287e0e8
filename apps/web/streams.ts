import type { Hono } from 'hono'
import { sendFilm } from '#platform/files'

/** The folders of streams and recordings, below the installation's own. */
const folders = ['streams', 'recordings'] as const

/**
 * What an encoder or an operator put into these folders, for whoever has the address, as a roadshow's page has it. Nobody's
 * uploads come here: what lies in them was put there to be watched.
 */
export function streamFiles(app: Hono, folder: string): void {
  for (const name of folders)
    app.on(['GET', 'HEAD'], `/${name}/*`, async (c, next) => {
      const found = await sendFilm(`${folder}/${name}`, c.req.path.slice(name.length + 2), c.req.raw)
      return found ?? next()
    })
}
