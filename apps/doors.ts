import type { Hono } from 'hono'
import type { Words } from '#kernel/i18n'
import type { Doors, Identify } from '#platform/http'
import type { UseCases } from '#platform/usecases'
import type { Ground } from './ground.ts'

export type Frame = Ground & { origin: string; words: Words; cases: UseCases }

/** Every module's pages and API, with the ports they need. */
export async function doorsOf(_frame: Frame): Promise<{
  doors: readonly Doors[]
  identify: Identify
  extra(app: Hono): void
  stop(): Promise<void>
}> {
  return {
    doors: [],
    identify: async () => ({ actor: { kind: 'visitor' }, me: null }),
    extra: () => {},
    stop: async () => {},
  }
}
