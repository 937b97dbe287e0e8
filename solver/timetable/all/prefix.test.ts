import fc from 'fast-check'
import { expect, it } from 'vitest'
import { brokerage, smallProblem } from '../fixtures.ts'
import { problemOf } from '../formats/instance.ts'
import { degreeOf, type Model, modelOf } from './model.ts'
import { prefixOf } from './prefix.ts'

/** Calls with the busy slots of each way to place one person's meetings, each in a slot of its own. */
function everyWay(model: Model, person: number, each: (busy: Uint8Array) => void): void {
  const mine = model.list.subarray(model.from[person], model.from[person + 1])
  const busy = new Uint8Array(model.slots)
  const place = (row: number): void => {
    if (row === mine.length) each(busy)
    for (let slot = 0; row < mine.length && slot < model.slots; slot += 1) {
      if (busy[slot] || !model.may[(mine[row] as number) * model.slots + slot]) continue
      busy[slot] = 1
      place(row + 1)
      busy[slot] = 0
    }
  }
  place(0)
}

it('says how many meetings are over by each slot, no more and no fewer than some way has', () => {
  let people = 0
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
      const model = modelOf(smallProblem(seed))
      for (let person = 0; person < model.people; person += 1) {
        const least = new Int32Array(model.slots).fill(99)
        const most = new Int32Array(model.slots).fill(-1)
        everyWay(model, person, (busy) => {
          let met = 0
          busy.forEach((is, slot) => {
            met += is
            least[slot] = Math.min(least[slot] as number, met)
            most[slot] = Math.max(most[slot] as number, met)
          })
        })
        // Who cannot even have their own meetings is told by others.
        if (most[0] === -1 || degreeOf(model, person) === 0) continue
        people += 1
        expect(prefixOf(model, person)).toEqual({ least, most })
      }
    }),
    { numRuns: 300 },
  )
  expect(people).toBeGreaterThan(200)
})

it('knows by noon those who may only meet in the morning', () => {
  const hosts = { hosts: 2, guests: 6, slots: 10, meetings: 8, use: 0.7 }
  const instance = brokerage('noon', 4, hosts)
  const meetings = instance.meetings.map(([a, b]): [number, number, number] => [a, b, a === 1 ? 1 : 3])
  const model = modelOf(problemOf({ ...instance, meetings }))
  const mine = degreeOf(model, 0)
  expect(mine).toBeGreaterThan(1)
  const { least, most } = prefixOf(model, 0)
  expect([least[4], most[4], least[9]]).toEqual([mine, mine, mine])
})
