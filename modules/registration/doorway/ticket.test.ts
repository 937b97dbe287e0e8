import { generateKeyPairSync, sign } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newId } from '#kernel/ids'
import { fromBase45, toBase45 } from './base45.ts'
import { isSerial, newSerial, readSerial, serialBytes, serialOf, showSerial } from './serial.ts'
import { checkTicket, readTicket, shortKeys, writeTicket } from './ticket.ts'

function newKey() {
  const pair = generateKeyPairSync('ed25519')
  return {
    kid: newId<'signing_key'>(),
    publicKey: pair.publicKey.export({ format: 'jwk' }).x ?? '',
    sign: (bytes: Uint8Array) => new Uint8Array(sign(null, bytes, pair.privateKey)),
  }
}

const key = newKey()
const keys = shortKeys(new Map([[key.kid, key.publicKey]]))
const aTicket = () => ({ eventId: newId<'event'>(), serial: newSerial() })

describe('base45', () => {
  test.each([
    ['AB', 'BB8'],
    ['Hello!!', '%69 VD92EX0'],
    ['base-45', 'UJCLQE7W581'],
    ['', ''],
  ])('writes %s as the standard does', (plain, coded) => {
    expect(toBase45(new TextEncoder().encode(plain))).toBe(coded)
    expect(new TextDecoder().decode(fromBase45(coded) ?? undefined)).toBe(plain)
  })

  test.each([
    ['a length that no content has', 'BB8A'],
    ['three characters that are more than two bytes', ':::'],
    ['two characters that are more than one byte', '::'],
    ['a character that is not in the alphabet', 'bb8'],
  ])('refuses %s', (_why, text) => {
    expect(fromBase45(text)).toBeNull()
  })

  test('brings back whatever was written, and knows one text for one content', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => {
        expect(fromBase45(toBase45(bytes))).toEqual(bytes)
      }),
    )
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123ABCXYZ $%*+-./:'), maxLength: 30 }), (text) => {
        const bytes = fromBase45(text)
        if (bytes !== null) expect(toBase45(bytes)).toBe(text)
      }),
    )
  })
})

describe('the serial', () => {
  test('survives being written as bytes and being typed by hand', () => {
    for (let round = 0; round < 200; round += 1) {
      const serial = newSerial()
      expect(isSerial(serial)).toBe(true)
      expect(serialOf(serialBytes(serial))).toBe(serial)
      expect(readSerial(showSerial(serial))).toBe(serial)
      expect(readSerial(` ${serial.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')} `)).toBe(serial)
    }
  })

  test.each(['', 'ABCD-EFGH', 'ABCD-EFGH-JKMN-P', 'ABCD-EFGH-JKM!', 'Chen Wei'])(
    'is not read from %j',
    (typed) => {
      expect(readSerial(typed)).toBeNull()
    },
  )
})

describe('the ticket', () => {
  test('says its event and serial back, and is known by its signature', async () => {
    const ticket = aTicket()
    const code = writeTicket(ticket, key)
    expect(code).toHaveLength(144)
    expect(code).toMatch(/^[0-9A-Z $%*+\-./:]+$/)
    expect(await checkTicket(code, keys)).toEqual({ kind: 'good', ticket })
    expect(await checkTicket(`${code}\n`, keys)).toEqual({ kind: 'good', ticket })
  })

  test('with any one bit changed is refused', async () => {
    const code = writeTicket(aTicket(), key)
    const bytes = fromBase45(code.slice(4))
    if (bytes === null) throw new Error('the code above is base45')
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = bytes.slice()
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      const answer = await checkTicket(`HG1:${toBase45(changed)}`, keys)
      expect(answer.kind, `bit ${bit}`).toBe('forged')
    }
  })

  test('with any one character changed, left out or added is refused', async () => {
    const code = writeTicket(aTicket(), key)
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 4, max: code.length - 1 }),
        fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:', ''),
        async (at, character) => {
          const changed = code.slice(0, at) + character + code.slice(at + 1)
          fc.pre(changed.trim() !== code)
          expect((await checkTicket(changed, keys)).kind).toBe('forged')
        },
      ),
    )
  })

  test('of another installation is refused, also when its key has the same short name', async () => {
    const foreign = newKey()
    const code = writeTicket(aTicket(), foreign)
    expect((await checkTicket(code, keys)).kind).toBe('forged')
    const sameName = { ...foreign, kid: key.kid }
    expect((await checkTicket(writeTicket(aTicket(), sameName), keys)).kind).toBe('forged')
  })

  test('of a retired key stays good', async () => {
    const old = newKey()
    const ticket = aTicket()
    const both = shortKeys(
      new Map([
        [old.kid, old.publicKey],
        [key.kid, key.publicKey],
      ]),
    )
    expect(await checkTicket(writeTicket(ticket, old), both)).toEqual({ kind: 'good', ticket })
  })

  test('is not seen in other codes', async () => {
    for (const text of ['', 'https://example.org', 'hg1:abc', 'WIFI:S:guest;;'])
      expect(await checkTicket(text, keys)).toEqual({ kind: 'no_ticket' })
    expect(readTicket('HG1:')).toBeNull()
    expect(await checkTicket('HG1:constructor', keys)).toEqual({ kind: 'forged', ticket: null })
  })
})
