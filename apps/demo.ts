import { system } from '#kernel/access'
import { compileWords } from '#kernel/i18n'
import { makeCheckpoint } from '#modules/outcomes'
import { useCases } from '#platform/usecases'
import { loadDemo } from '../db/demo/index.ts'
import { catalogues } from '../locales/index.ts'
import { filesOf } from './files.ts'
import type { Ground } from './ground.ts'

export { demoAccounts } from '../db/demo/index.ts'

/** Loads the demo edition where the ground asks for one and nothing is there yet. Before compose: no worker may run. */
export async function ensureDemo(
  ground: Pick<Ground, 'demo' | 'database' | 'keys' | 'clock' | 'config' | 'folder'>,
): Promise<void> {
  if (!ground.demo) return
  const { database, keys, clock } = ground
  const origin = ground.config.HAIGUI_ORIGIN ?? `http://localhost:${ground.config.PORT}`
  await loadDemo({
    database,
    keys,
    files: await filesOf(ground),
    words: compileWords(catalogues),
    origin,
    now: clock.now(),
  })
  // Whoever looks at the ledger's page in the first hour finds a signed checkpoint there.
  const use = useCases(database, clock, async () => {}).as({
    actor: system('demo.checkpoint'),
    door: 'cli',
    requestId: 'demo.checkpoint',
  })
  await use.run(makeCheckpoint({ keys, origin }), {})
}
