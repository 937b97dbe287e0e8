// Figures at the size of twenty editions: any metric below 200 ms warm, a whole statement below 2 s. Beside the time on the
// clock stands the processor's time, of the database's process and of ours: on a machine that others use only that one says
// what the work costs. The naive rival counts the same attendances in the program, row by row.

import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { system } from '../kernel/access.ts'
import { compileWords } from '../kernel/i18n.ts'
import type { Id } from '../kernel/ids.ts'
import { systemNow } from '../kernel/time.ts'
import { startEmbedded } from '../platform/db/embedded/index.ts'
import { generate, size } from './generate.ts'
import { cpuOf, median, say } from './ground.ts'
import { load, loaded } from './load.ts'

const { countedNow, countRows, countSeries, draftStatement, library } = await load<
  typeof import('../modules/statements/index.ts')
>('/modules/statements/index.ts')
const { migrate, openDatabase } =
  await load<typeof import('../platform/db/index.ts')>('/platform/db/index.ts')
const { openKeys } = await load<typeof import('../platform/keys/index.ts')>('/platform/keys/index.ts')
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
const database = openDatabase(postgres.url, { max: 1 })
const at = systemNow()

type Taken = { wall: number; cpu: number }

const backend = () =>
  database.transact(system('bench'), 'actor', async (tx) => {
    const found = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
    return found.rows[0]?.pid ?? 0
  })
const pid = await backend() // one connection, one process

const times = async (work: () => Promise<unknown>, rounds = 5): Promise<Taken> => {
  const walls: number[] = []
  await work() // warm
  const [server, own] = [cpuOf(pid), process.cpuUsage()]
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now()
    await work()
    walls.push(performance.now() - start)
  }
  const used = process.cpuUsage(own)
  return { wall: median(walls), cpu: (cpuOf(pid) - server + (used.user + used.system) / 1000) / rounds }
}
const ms = ({ wall, cpu }: Taken) => `${wall.toFixed(0)} ms on the clock, ${cpu.toFixed(0)} ms of processor`
const all: { id: string; one: Taken; ever: Taken }[] = []
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
  all.reduce((worst, each) => (each[what].cpu > worst[what].cpu ? each : worst))
for (const what of ['one', 'ever'] as const) {
  const worst = slowest(what)
  say(
    `metric, ${what === 'one' ? 'one edition ' : 'all editions'} slowest ${worst.id}: ${ms(worst[what])} (limit 200 ms)`,
  )
}
const naive = await times(async () => {
  const found = await database.transact(system('bench'), 'actor', (tx) =>
    sql<{ id: string }>`select person_id as id from attendance`.execute(tx),
  )
  return new Set(found.rows.map(({ id }) => id)).size
})
const ours = all.find(({ id }) => id === 'attended_persons')?.ever
say(
  `rival                attended persons over all editions, row by row in the program: ${ms(naive)}; ours ${ours ? ms(ours) : ''}`,
)

const cases = useCases(database, { now: systemNow }, async () => {})
const use = cases.as({
  actor: { kind: 'person', personId: people[0].id, grants: [{ role: 'organiser', stationId: null }] },
  door: 'cli',
  requestId: randomUUID(),
})
const draft = draftStatement({
  words: compileWords(catalogues),
  keys: openKeys('a secret of the bench that is long enough'),
  origin: 'https://bench.example',
})
const whole = await times(() => use.run(draft, { editionId, metrics: library.map(({ id }) => id) }), 3)
say(`statement            ${library.length} metrics drafted, frozen and kept: ${ms(whole)} (limit 2 s)`)
await database.close()
await owner.end()
await postgres.stop()
await loaded()
rmSync(folder, { recursive: true, force: true })
