import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { count } from '../solver/timetable/all/encode/count.ts'
import { Dimacs } from '../solver/timetable/all/encode/dimacs.ts'
import { encode } from '../solver/timetable/all/encode/index.ts'
import { floorsOf, outlineOf } from '../solver/timetable/all/floors.ts'
import { modelOf } from '../solver/timetable/all/model.ts'
import { knownOf } from '../solver/timetable/all/task.ts'
import { type Instance, problemOf } from '../solver/timetable/index.ts'

/** What a rival found: the breaks, "infeasible" or "time"; and its seconds of processor time, reading the clauses included. */
export type Said = { said: string; seconds: number }
export type Rival = { readonly name: string; ask(instance: Instance, hasPlan: boolean): Said }

const scratch = mkdtempSync(join(tmpdir(), 'haigui-rivals-'))
process.once('exit', () => rmSync(scratch, { recursive: true, force: true }))
const file = join(scratch, 'day.cnf')
/** No clock tells less: a rival that took nothing took this. */
const least = 0.001

/** A day in the clauses that ours are; null where one person alone cannot have their slots, so that none are written. */
function clausesOf(instance: Instance) {
  const model = modelOf(problemOf(instance))
  const floors = floorsOf(model, outlineOf(model))
  if (floors.some((floor) => floor < 0)) return null
  const dimacs = new Dimacs()
  return { dimacs, ...encode(dimacs, model, knownOf(model, floors, 2), 2) }
}
export const hasClauses = (instance: Instance): boolean => clausesOf(instance) !== null

/** Seconds that making a day's clauses takes, without writing them as text: once over, so that nobody waits for the compiler. */
export function making(instance: Instance): number {
  clausesOf(instance)
  const began = performance.now()
  clausesOf(instance)
  return (performance.now() - began) / 1000
}

/** The user's and the system's seconds of a command, as the shell counts them, and how it ended. */
function timed(command: readonly string[]): { code: number | null; out: string; seconds: number } {
  const done = spawnSync('bash', ['-c', 'TIMEFORMAT="cpu %3U %3S"; time "$@"', 'timed', ...command], {
    encoding: 'utf8',
  })
  const [, user, system] = /cpu ([\d.]+) ([\d.]+)/.exec(done.stderr) ?? []
  return { code: done.status, out: done.stdout, seconds: Math.max(Number(user) + Number(system), least) }
}

/** Core-guided MaxSAT. */
const clasp = (limit: number): Rival => ({
  name: 'clasp',
  ask(instance) {
    const made = clausesOf(instance)
    if (!made) return { said: 'infeasible', seconds: least }
    writeFileSync(file, made.dimacs.wcnf(made.costs))
    const { out, seconds } = timed([
      'clasp',
      '--opt-strategy=usc',
      '--quiet=2,0',
      `--time-limit=${limit}`,
      file,
    ])
    if (out.includes('UNSATISFIABLE')) return { said: 'infeasible', seconds }
    const costs = out
      .match(/^o (\d+)/gm)
      ?.at(-1)
      ?.slice(2)
    return { said: out.includes('OPTIMUM') ? String(Number(costs) + made.floor) : 'time', seconds }
  },
})

/**
 * Plain SAT: so many breaks as the floors say, then one more until there is a plan. Where there is none it is asked for
 * any plan at once: which of the two is to be shown it is told.
 */
const cadical = (limit: number): Rival => ({
  name: 'cadical',
  ask(instance, hasPlan) {
    let spent = 0
    for (let most = 0; spent < limit; most += 1) {
      const made = clausesOf(instance)
      if (!made) return { said: 'infeasible', seconds: least }
      const { dimacs, costs, floor } = made
      if (most === 0) for (const lit of hasPlan ? costs : []) dimacs.add([lit ^ 1])
      else for (const over of count(dimacs, costs, most + 1, 'up').slice(most)) dimacs.add([over ^ 1])
      writeFileSync(file, dimacs.cnf())
      const { code, seconds } = timed(['cadical', '-q', '-t', String(Math.ceil(limit - spent)), file])
      spent += seconds
      if (code === 10) return { said: String(floor + most), seconds: spent }
      if (code !== 20) break
      if (!hasPlan) return { said: 'infeasible', seconds: spent }
    }
    return { said: 'time', seconds: spent }
  },
})

/** Those that are installed (apt-get install clasp cadical). */
export const rivals = (limit: number): Rival[] =>
  [clasp(limit), cadical(limit)].filter(({ name }) => spawnSync(name, ['--version']).status === 0)
