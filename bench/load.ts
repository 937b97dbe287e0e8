import { createServer } from 'vite'

const vite = await createServer({
  server: { middlewareMode: true, hmr: false },
  appType: 'custom',
  logLevel: 'error',
})

/** A module of the house as the bundler reads it: the modules' faces lead to pages, which node alone cannot read. */
export const load = async <Module>(path: string) => (await vite.ssrLoadModule(path)) as Module

/** Without this the bench does not end. */
export const loaded = () => vite.close()
