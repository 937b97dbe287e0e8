// Six people, four slots, two tables: node solver/timetable/examples/small-day.ts
import { type Problem, sentence, solve } from '../index.ts'

const names = ['Ada', 'Bo', 'Chen', 'Dara', 'Emre', 'Fen']
const pairs: [number, number][] = [
  [0, 3],
  [0, 4],
  [0, 5],
  [1, 3],
  [1, 4],
  [2, 5],
  [2, 3],
]

const day: Problem = {
  people: names.length,
  slots: 4,
  free: new Uint8Array(names.length * 4).fill(1),
  tables: [{ kind: 0 }, { kind: 0 }],
  wishes: pairs.map(([a, b]) => ({ a, b, weight: 1, must: true })),
  // Ada meets Dara before she meets Fen.
  precedes: [[0, 2]],
}

const say = (text: string) => process.stdout.write(`${text}\n`)
const named = (what: string, index: number) => (what === 'person' ? (names[index] ?? '') : String(index + 1))

const answer = await solve(day, { mode: 'all', seed: 1, budget: { ms: 1000 }, fairness: 1 })
say(`${answer.status}: ${answer.worth?.breaks} breaks, ${answer.bound} at the least`)
pairs.forEach(([a, b], wish) => {
  const [slot, table] = [answer.plan?.slotOf[wish] ?? -1, answer.plan?.tableOf[wish] ?? -1]
  say(`slot ${slot + 1}  table ${table + 1}  ${names[a]} and ${names[b]}`)
})

const tooMuch = await solve(
  { ...day, slots: 2, free: new Uint8Array(names.length * 2).fill(1) },
  { mode: 'all', seed: 1, budget: { ms: 1000 } },
)
for (const reason of tooMuch.because) say(`${tooMuch.status}: ${sentence(reason, 'en', named)}`)
for (const reason of tooMuch.because) say(sentence(reason, 'zh', named))
