import { expect, test } from 'vitest'
import { idOf, isId, newId } from './ids.ts'

const many = Array.from({ length: 20_000 }, () => newId<'event'>())

test('an id is a UUIDv7 of this moment (RFC 9562)', () => {
  const before = Date.now()
  const id = newId<'event'>()
  const ms = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)
  // The ids made above may have run a few milliseconds ahead of the clock, 4,096 a millisecond.
  expect(ms).toBeGreaterThanOrEqual(before - 1)
  expect(ms).toBeLessThanOrEqual(Date.now() + 10)
  for (const each of many)
    expect(each).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test('ids are never the same, and sort in the order they were made', () => {
  expect(new Set(many).size).toBe(many.length)
  expect([...many].sort()).toEqual(many)
})

test('what is random in an id is random: each of its 62 bits is set about half of the time', () => {
  const bits = many.map((id) => BigInt(`0x${id.replaceAll('-', '').slice(16)}`))
  for (let bit = 0n; bit < 62n; bit += 1n) {
    const set = bits.filter((each) => (each >> bit) & 1n).length / bits.length
    expect(set, `bit ${bit}`).toBeGreaterThan(0.45)
    expect(set, `bit ${bit}`).toBeLessThan(0.55)
  }
})

test.each([
  '',
  'x',
  '01A2248E-3D7C-7700-B6C6-09A59B720D4E',
  '01a2248e3d7c7700b6c609a59b720d4e',
  ' '.repeat(36),
])('"%s" is no id', (text) => {
  expect(isId(text)).toBe(false)
  expect(idOf('event').safeParse(text).success).toBe(false)
})
