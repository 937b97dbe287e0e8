// Mode all on the real instances, each beside rivals of Debian in the same run, on the same clauses (rivals.ts): clasp
// (core-guided MaxSAT) and cadical (SAT, bound by bound), and the published optimum; then on days of our own making in the sizes
// of the largest lineages (days.ts), which is all there is without the folder ../shared. One thread each; processor time,
// because machines are shared. The first argument after the name is a pattern of names; BENCH_SECONDS is the limit for each, BENCH_ORDERS of how many orders.
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { faultsOf, problemOf, readInstance } from '../solver/timetable/index.ts'
import { days, reordered } from './days.ts'
import { median, say } from './ground.ts'
import { hasClauses, making, type Rival, rivals } from './rivals.ts'
import type { Ask, Told } from './timetable-server.ts'

const folder = ['../shared/data/b2bsp', '../../shared/data/b2bsp'].find(existsSync) ?? ''
const limit = Number(process.env.BENCH_SECONDS ?? 60)
/** Each real day is solved with its meetings in so many orders: medians over one order are luck by a fifth. */
const orders = Number(process.env.BENCH_ORDERS ?? 3)
const wanted = new RegExp(process.argv[2] ?? '')

const lines = (file: string) => readFileSync(join(folder, file), 'utf8').trim().split('\n')
const real = existsSync(join(folder, 'instances.jsonl'))
const given = (real ? lines('instances.jsonl') : []).map((line) => readInstance(JSON.parse(line)))
const instances = [
  ...Array.from({ length: orders }, (_none, order) => given.map((day) => reordered(day, order))).flat(),
  ...days(),
].filter(({ name }) => wanted.test(name))
const published = new Map(
  (real ? lines('best-known-breaks.csv') : [])
    .map((line) => line.split(','))
    .filter(([, fairness]) => fairness === '2')
    .map(([name = '', , status, breaks]) => [name, status === 'UNSAT' ? 'infeasible' : (breaks ?? '')]),
)

/** Of the real days, for each rival: our seconds and its own; whether it was run, there is a plan, and what making its clauses takes. */
type Pair = { mine: number; theirs: number; ran: boolean; planned: boolean; making: number }
const present = rivals(limit).map((rival) => ({ rival, pairs: [] as Pair[], proved: 0 }))
if (present.length < 2)
  say('clasp and cadical are rivals where they are installed (apt-get install clasp cadical)')
const ours: number[] = []
let [right, shown] = [0, 0]
const own = { days: 0, proved: 0, placed: 0, breaks: 0, bounds: 0 }
const server = new Worker(new URL('./timetable-server.ts', import.meta.url))
const answerOf = async (ask: Ask): Promise<Told> => {
  server.postMessage(ask)
  const [told] = (await once(server, 'message')) as [Told] // what the thread answers with
  return told
}
for (const instance of instances) {
  const problem = problemOf(instance)
  const { answer, seconds: mine } = await answerOf({ instance, ms: limit * 1000 })
  const faults = answer.plan ? faultsOf(problem, answer.plan, { all: true, fairness: 2 }) : []
  if (faults.length > 0) throw new Error(`${instance.name}: ${JSON.stringify(faults[0])}`)
  const value = answer.status === 'optimal' ? String(answer.worth?.breaks) : answer.status
  const want = published.get(instance.name)
  if (want !== undefined) {
    shown += 1
    if (value === want) right += 1
    ours.push(mine)
  } else {
    own.days += 1
    own.bounds += answer.bound ?? 0
    if (answer.status === 'optimal' || answer.status === 'infeasible') own.proved += 1
    if (answer.plan) {
      own.placed += 1
      own.breaks += answer.worth?.breaks ?? 0
    }
  }
  const known =
    want === undefined
      ? `breaks ${answer.worth?.breaks ?? '–'}, bound ${answer.bound ?? '–'}`
      : `published ${want}`
  const line = `${instance.name.padEnd(26)} ${value.padStart(10)} (${known}) ${mine.toFixed(3)} s`
  const ran = hasClauses(instance)
  const beside = { mine, ran, planned: answer.plan !== null, making: ran ? making(instance) : 0 }
  const told = present.map((each) => {
    const { said, seconds } = each.rival.ask(instance, beside.planned)
    if (want !== undefined) each.pairs.push({ ...beside, theirs: seconds })
    else if (said !== 'time') each.proved += 1
    return `${each.rival.name} ${said} ${seconds.toFixed(3)} s (${(mine / seconds).toFixed(2)})`
  })
  say(`${line}   ${ran ? told.join('   ') : 'no clauses'}`)
}
await server.terminate()
if (own.days > 0)
  say(
    `\ndays of our own: ${own.proved} of ${own.days} proved (${present.map(({ rival, proved }) => `${rival.name} ${proved}`).join(', ')}), ${own.placed} with a plan, sum of breaks ${own.breaks}, of bounds ${own.bounds}`,
  )
/** Their times by `theirs`, beside ours. */
function medians(pairs: readonly Pair[], theirs: (pair: Pair) => number): string {
  const [mine, other] = [median(pairs.map(({ mine }) => mine)), median(pairs.map(theirs))]
  return `median ${mine.toFixed(3)} s beside ${other.toFixed(3)}, ratio ${(mine / other).toFixed(2)}`
}
function summary({ name }: Rival, pairs: readonly Pair[]): void {
  const planned = pairs.filter((pair) => pair.planned)
  say(`${name}, all: ${medians(pairs, ({ theirs }) => theirs)} (limit 1)`)
  say(
    `${name}, the ${planned.length} that have a plan: ${medians(planned, ({ theirs }) => theirs)}; with making its clauses, ${medians(planned, (pair) => pair.theirs + pair.making)} (limit 1)`,
  )
  // What our own floors refuse before a clause is written says nothing about a rival.
  const ratios = pairs.filter(({ ran }) => ran).map(({ mine, theirs }) => mine / theirs)
  say(`${name}, worst ratio ${Math.max(...ratios).toFixed(2)} (limit 10)`)
}
if (shown > 0) {
  say(`\nas published and proved: ${right} of ${shown}; median ${median(ours).toFixed(3)} s`)
  for (const { rival, pairs } of present) summary(rival, pairs)
}
