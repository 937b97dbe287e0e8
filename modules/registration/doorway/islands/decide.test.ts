import { generateKeyPairSync, sign } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#kernel/ids'
import { instant } from '#kernel/time'
import { newSerial, showSerial } from '../serial.ts'
import { shortKey, writeTicket } from '../ticket.ts'
import type { GuestRow } from '../wire.ts'
import { type DeviceDoor, decide, deviceDoor, search } from './decide.ts'

const pair = generateKeyPairSync('ed25519')
const kid = newId<'signing_key'>()
const key = { kid, sign: (bytes: Uint8Array) => new Uint8Array(sign(null, bytes, pair.privateKey)) }
const keys = { [shortKey(kid)]: pair.publicKey.export({ format: 'jwk' }).x ?? '' }
const eventId = newId<'event'>()
const noon = instant('2019-06-12T12:00:00Z')
const [here, inside, gone, waiting, later] = [newSerial(), newSerial(), newSerial(), newSerial(), newSerial()]
const guests: GuestRow[] = [
  [here, 'Li Ming (李明)', 0, 0, null],
  [inside, 'Zoë O’Neil', 1, 0, noon],
  [gone, 'Wang Fang (王芳)', 0, 1, null],
  [waiting, 'Chen Wei (陈伟)', 0, 2, null],
]
const codeOf = (serial: typeof here, event = eventId) => writeTicket({ eventId: event, serial }, key)

let door: DeviceDoor
beforeAll(() => {
  door = deviceDoor(eventId, { keys, guests, categories: ['Guest', 'Speaker'] })
})

describe('without network a device says', () => {
  test.each([
    ['let in: a good ticket', codeOf(here), 'admitted', 'Li Ming (李明)'],
    ['let in: a good ticket newer than the list', codeOf(later), 'admitted', undefined],
    ['let in: a guest of the list by number', showSerial(here), 'admitted', 'Li Ming (李明)'],
    ['in already', codeOf(inside), 'again', 'Zoë O’Neil'],
    ['given back', codeOf(gone), 'cancelled', 'Wang Fang (王芳)'],
    ['no place', codeOf(waiting), 'not_admitted', 'Chen Wei (陈伟)'],
    ['another event', codeOf(here, newId<'event'>()), 'other_event', undefined],
    ['forged', codeOf(here).replace(/.$/, (last) => (last === '0' ? '1' : '0')), 'forged', undefined],
    ['not a ticket', 'https://example.org', 'unknown', undefined],
    ['a number that nobody has', showSerial(later), 'unknown', undefined],
  ])('%s', async (_why, code, told, name) => {
    const decision = await decide(door, code)
    expect([decision.told, decision.guest?.name]).toEqual([told, name])
  })

  test('since when, once it has let somebody in itself', async () => {
    const own = deviceDoor(eventId, { keys, guests, categories: [] })
    own.arrived.set(here, noon)
    expect(await decide(own, codeOf(here))).toMatchObject({ told: 'again', since: noon })
  })
})

test.each([
  ['li ming', 1],
  ['李', 1],
  ['zoe oneil', 1],
  ['ONEIL', 1],
  [here.slice(0, 6).toLowerCase(), 1],
  ['nobody', 0],
  ['', 0],
])('%j finds %i', (typed, count) => {
  expect(search(door, typed, 8)).toHaveLength(count)
})

test('55,000 guests fit in 6 MB', () => {
  const rows: GuestRow[] = Array.from({ length: 55_000 }, (_, index) => [
    newSerial(),
    `Alexander Zhuge-Montgomery ${index} (诸葛亮明)`,
    index % 5,
    0,
    index % 3 === 0 ? noon : null,
  ])
  expect(new TextEncoder().encode(JSON.stringify(rows)).byteLength).toBeLessThan(6_000_000)
})
