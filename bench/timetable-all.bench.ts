// Mode all on the real instances, each beside a rival of Debian in the same run: clasp (core-guided MaxSAT) on the same
// clauses, and the published optimum; then on days of our own making in the sizes of the largest lineages (days.ts), which is
// all there is without the folder ../shared. One thread each; processor time, because machines are shared. The first
// argument after the name is a pattern of names; BENCH_SECONDS is the limit for each.
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { Dimacs } from '../solver/timetable/all/encode/dimacs.ts'
import { encode } from '../solver/timetable/all/encode/index.ts'
import { floorsOf, outlineOf } from '../solver/timetable/all/floors.ts'
import { modelOf } from '../solver/timetable/all/model.ts'
import { knownOf } from '../solver/timetable/all/task.ts'
import { faultsOf, type Instance, problemOf, readInstance } from '../solver/timetable/index.ts'
import { days } from './days.ts'
import { median, say } from './ground.ts'
import type { Ask, Told } from './timetable-server.ts'

const folder = ['../shared/data/b2bsp', '../../shared/data/b2bsp'].find(existsSync) ?? ''
const limit = Number(process.env.BENCH_SECONDS ?? 60)
const wanted = new RegExp(process.argv[2] ?? '')

const lines = (file: string) => readFileSync(join(folder, file), 'utf8').trim().split('\n')
const real = existsSync(join(folder, 'instances.jsonl'))
const instances = [
  ...(real ? lines('instances.jsonl').map((line) => readInstance(JSON.parse(line))) : []),
  ...days(),
].filter(({ name }) => wanted.test(name))
const published = new Map(
  (real ? lines('best-known-breaks.csv') : [])
    .map((line) => line.split(','))
    .filter(([, fairness]) => fairness === '2')
    .map(([name = '', , status, breaks]) => [name, status === 'UNSAT' ? 'infeasible' : (breaks ?? '')]),
)
const scratch = mkdtempSync(join(tmpdir(), 'haigui-clasp-'))
const hasRival = spawnSync('clasp', ['--version']).status === 0
if (!hasRival) say('clasp is not installed (apt-get install clasp): our own times stand alone')

/** What a day is for the rival: its clauses, and which of them cost; null where one person alone cannot have their slots. */
function clausesOf(instance: Instance) {
  const model = modelOf(problemOf(instance))
  const floors = floorsOf(model, outlineOf(model))
  if (floors.some((floor) => floor < 0)) return null
  const dimacs = new Dimacs()
  return { dimacs, ...encode(dimacs, model, knownOf(model, floors, 2), 2) }
}

type Rival = { said: string; seconds: number; making: number; ran: boolean }

/**
 * The rival on the same clauses: its answer, its seconds of processor time, parsing included, and what making the clauses
 * took beside, without writing them as text: once over, so that nobody waits for the compiler.
 */
function rival(instance: Instance): Rival {
  clausesOf(instance)
  const began = performance.now()
  const made = clausesOf(instance)
  const making = (performance.now() - began) / 1000
  if (!made) return { said: 'infeasible', seconds: 0.001, making, ran: false }
  const { dimacs, costs, floor } = made
  const file = join(scratch, 'day.wcnf')
  writeFileSync(file, dimacs.wcnf(costs))
  const done = spawnSync('clasp', ['--opt-strategy=usc', '--quiet=2,0', `--time-limit=${limit}`, file], {
    encoding: 'utf8',
  })
  const cpu = Number(/CPU Time\s*:\s*([\d.]+)s/.exec(done.stdout)?.[1] ?? Number.NaN)
  const cost = Number(/^o (\d+)/m.exec(done.stdout.split('\n').reverse().join('\n'))?.[1] ?? Number.NaN)
  if (done.stdout.includes('UNSATISFIABLE'))
    return { said: 'infeasible', seconds: Math.max(cpu, 0.001), making, ran: true }
  return {
    said: done.stdout.includes('OPTIMUM') ? String(cost + floor) : 'time',
    seconds: Math.max(cpu, 0.001),
    making,
    ran: true,
  }
}

const ratios: number[] = []
/** Of the days that have a plan: our seconds, the rival's, and those with making its clauses, as ours are. */
const planned: { mine: number; alone: number; whole: number }[] = []
const [ours, theirs]: [number[], number[]] = [[], []]
let [right, shown] = [0, 0]
const own = { days: 0, proved: 0, placed: 0, breaks: 0, bounds: 0, rival: 0 }
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
  if (!hasRival) {
    say(line)
    continue
  }
  const other = rival(instance)
  if (want !== undefined) {
    theirs.push(other.seconds)
    // What our own floors refuse before a clause is written says nothing about the rival.
    if (other.ran) ratios.push(mine / other.seconds)
    if (answer.plan) planned.push({ mine, alone: other.seconds, whole: other.seconds + other.making })
  } else if (other.said !== 'time') own.rival += 1
  say(
    `${line}   clasp ${other.ran ? `${other.said} ${other.seconds.toFixed(3)} s   ratio ${(mine / other.seconds).toFixed(2)}` : 'not run: no clauses'}`,
  )
}
rmSync(scratch, { recursive: true, force: true })
await server.terminate()
if (own.days > 0)
  say(
    `\ndays of our own: ${own.proved} of ${own.days} proved (clasp ${own.rival}), ${own.placed} with a plan, sum of breaks ${own.breaks}, of bounds ${own.bounds}`,
  )
const beside = (pairs: readonly [number, number][]) => {
  const [mine, other] = [median(pairs.map(([own]) => own)), median(pairs.map(([, theirs]) => theirs))]
  return `median ${mine.toFixed(3)} s beside ${other.toFixed(3)}, ratio ${(mine / other).toFixed(2)}`
}
if (shown > 0) say(`\nas published and proved: ${right} of ${shown}; median ${median(ours).toFixed(3)} s`)
if (ratios.length > 0) {
  say(`clasp, all: ${beside(ours.map((mine, at) => [mine, theirs[at] ?? 0]))} (limit 1)`)
  const [alone, whole] = [
    beside(planned.map(({ mine, alone }) => [mine, alone])),
    beside(planned.map(({ mine, whole }) => [mine, whole])),
  ]
  say(`clasp, the ${planned.length} that have a plan: ${alone}; with making its clauses, ${whole} (limit 1)`)
  say(`worst ratio ${Math.max(...ratios).toFixed(2)} (limit 10)`)
}
