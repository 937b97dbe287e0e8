// Figures at the size of twenty editions: any metric below 200 ms warm, a whole statement below 2 s. Each metric is run a few
// times and its median told; the naive rival counts the same attendances in the program, row by row.

import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { createServer } from 'vite'
import { system } from '../kernel/access.ts'
import { compileWords } from '../kernel/i18n.ts'
import type { Id } from '../kernel/ids.ts'
import { systemNow } from '../kernel/time.ts'
import { startEmbedded } from '../platform/db/embedded/index.ts'
import { generate, size } from './generate.ts'
import { median, say } from './ground.ts'

// The modules' faces lead to pages: only the bundler reads those.
const vite = await createServer({
  server: { middlewareMode: true, hmr: false },
  appType: 'custom',
  logLevel: 'error',
})
const load = async <Module>(path: string) => (await vite.ssrLoadModule(path)) as Module
const { countedNow, countRows, countSeries, draftStatement, library } = await load<
  typeof import('../modules/statements/index.ts')
>('/modules/statements/index.ts')
const { migrate, openDatabase } =
  await load<typeof import('../platform/db/index.ts')>('/platform/db/index.ts')
const { useCases } = await load<typeof import('../platform/usecases/index.ts')>('/platform/usecases/index.ts')
const { catalogues } = await load<typeof import('../locales/index.ts')>('/locales/index.ts')

const folder = mkdtempSync(join(tmpdir(), 'haigui-figures-'))
const postgres = await startEmbedded({ folder: join(folder, 'postgres') })
await migrate(postgres.url)
const owner = new pg.Pool({ connectionString: postgres.url, max: 1, options: '-c haigui.scope=all' })
const began = performance.now()
await generate(owner)
say(
  `generated            ${Object.entries(size)
    .map(([what, n]) => `${n} ${what}`)
    .join(', ')} in ${((performance.now() - began) / 1000).toFixed(0)} s`,
)
const { rows } = await owner.query('select id from edition where year = 2019')
const { rows: people } = await owner.query('select id from person limit 1')
const editionId: Id<'edition'> = rows[0].id
const database = openDatabase(postgres.url, { max: 2 })
const at = systemNow()

const times = async (work: () => Promise<unknown>, rounds = 5) => {
  const taken: number[] = []
  await work() // warm
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now()
    await work()
    taken.push(performance.now() - start)
  }
  return median(taken)
}
const all: { id: string; one: number; ever: number }[] = []
for (const metric of library) {
  if (metric.kind !== 'counted') continue
  const count = (scope: { editionId?: Id<'edition'> }) =>
    times(() =>
      database.transact(system('bench'), 'actor', (tx) => countRows(tx, metric, scope, countedNow(at))),
    )
  const series = () =>
    times(() =>
      database.transact(system('bench'), 'actor', (tx) => countSeries(tx, metric, {}, countedNow(at))),
    )
  all.push({ id: metric.id, one: await count({ editionId }), ever: await series() })
}
const slowest = (what: 'one' | 'ever') =>
  all.reduce((worst, each) => (each[what] > worst[what] ? each : worst))
say(
  `metric, one edition  slowest ${slowest('one').id} ${slowest('one').one.toFixed(1)} ms, median ${median(all.map(({ one }) => one)).toFixed(1)} ms (limit 200 ms)`,
)
say(
  `metric, all editions slowest ${slowest('ever').id} ${slowest('ever').ever.toFixed(1)} ms, median ${median(all.map(({ ever }) => ever)).toFixed(1)} ms (limit 200 ms)`,
)
const naive = await times(async () => {
  const found = await owner.query('select person_id from attendance')
  return new Set(found.rows.map((row) => row.person_id)).size
})
say(
  `rival                attended persons of all editions, counted row by row in the program: ${naive.toFixed(1)} ms; ours ${all.find(({ id }) => id === 'attended_persons')?.ever.toFixed(1)} ms`,
)

const cases = useCases(database, { now: systemNow }, async () => {})
const use = cases.as({
  actor: { kind: 'person', personId: people[0].id, grants: [{ role: 'organiser', stationId: null }] },
  door: 'cli',
  requestId: randomUUID(),
})
const draft = draftStatement(compileWords(catalogues))
const whole = await times(() => use.run(draft, { editionId, metrics: library.map(({ id }) => id) }), 3)
say(
  `statement            ${library.length} metrics drafted, frozen and kept in ${(whole / 1000).toFixed(2)} s (limit 2 s)`,
)
await database.close()
await owner.end()
await postgres.stop()
await vite.close()
rmSync(folder, { recursive: true, force: true })
