// How soon the house answers again when it, its database or both were killed without warning (limit 10 s): five times each.
// What was acknowledged is held against that by modules/registration/oversell.fault.test.ts.
import { killable } from '../tools/test/killable.ts'
import { median, say } from './ground.ts'

const rounds = Number(process.env.BENCH_ROUNDS ?? 5)
const house = await killable(['tools/start.mjs'])
for (const [name, what] of [
  ['the database', { app: false, postgres: true }],
  ['the program', { app: true, postgres: false }],
  ['both', { app: true, postgres: true }],
] as const) {
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) times.push(await house.kill(what))
  say(
    `${name.padEnd(20)} ready again after ${median(times).toFixed(0)} ms, at most ${Math.max(...times).toFixed(0)} (limit 10,000)`,
  )
}
await house.stop()
