import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadOrder, lookingForward } from './order.ts'
import { packTar, type TarFile, unpackTar } from './tar.ts'
import { alternatives } from './visibility.ts'

describe('load order', () => {
  const table = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
  const references = fc.array(fc.record({ from: table, to: table }), { maxLength: 20 })
  const tables = ['a', 'b', 'c', 'd', 'e', 'f']

  test('without circles no reference looks forward', () => {
    fc.assert(
      fc.property(references, (any) => {
        const downhill = any.filter(({ from, to }) => from >= to)
        expect(lookingForward(loadOrder(tables, downhill), downhill)).toEqual([])
      }),
    )
  })
  test('every table comes once, whatever the references', () => {
    fc.assert(
      fc.property(references, (any) => {
        expect([...loadOrder(tables, any)].sort()).toEqual(tables)
      }),
    )
  })
  test('a circle is cut at one place', () => {
    const circle = [
      { from: 'a', to: 'b' },
      { from: 'b', to: 'c' },
      { from: 'c', to: 'a' },
      { from: 'd', to: 'd' },
    ]
    expect(lookingForward(loadOrder(tables, circle), circle)).toHaveLength(1)
  })
})

describe('alternatives of a row-level security rule', () => {
  test.each([
    ['true', ['true']],
    ['haigui_sees_all()', ['haigui_sees_all()']],
    ['(a() OR b(c) OR d)', ['a()', 'b(c)', 'd']],
    ['((a OR b) OR (c AND (d OR e)))', ['a', 'b', 'c AND (d OR e)']],
    [`((x = ' OR '::text) OR ("odd) OR name" = 1))`, [`x = ' OR '::text`, `"odd) OR name" = 1`]],
    ['(a) = (b)', ['(a) = (b)']],
  ])('%s', (rule, expected) => {
    expect(alternatives(rule)).toEqual(expected)
  })
})

describe('tar', () => {
  type Plain = { path: string; bytes: Uint8Array }

  async function pack(files: Plain[]): Promise<Uint8Array[]> {
    async function* entries(): AsyncGenerator<TarFile> {
      for (const { path, bytes } of files) {
        yield {
          path,
          size: bytes.length,
          body: (async function* () {
            yield bytes
          })(),
        }
      }
    }
    const chunks: Uint8Array[] = []
    for await (const chunk of packTar(entries())) chunks.push(chunk)
    return chunks
  }

  async function unpack(source: AsyncIterable<Uint8Array>): Promise<Plain[]> {
    const files: Plain[] = []
    for await (const { path, body } of unpackTar(source)) {
      const parts: Uint8Array[] = []
      for await (const part of body) parts.push(part)
      files.push({ path, bytes: new Uint8Array(Buffer.concat(parts)) })
    }
    return files
  }

  async function* cut(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
  }

  const name = fc.stringMatching(/^[a-z海归 ]{1,120}$/)
  const files = fc.array(fc.record({ path: name, bytes: fc.uint8Array({ maxLength: 1500 }) }), {
    maxLength: 5,
  })

  test('what goes in comes out, however the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(files, fc.integer({ min: 1, max: 2000 }), async (any, size) => {
        expect(await unpack(cut(Buffer.concat(await pack(any)), size))).toEqual(any)
      }),
    )
  })
  test('an archive that ends early is refused', async () => {
    await fc.assert(
      fc.asyncProperty(files, fc.nat(), async (any, seed) => {
        const whole = Buffer.concat(await pack(any))
        // The last block is padding a reader cannot miss.
        const length = seed % (whole.length - 512)
        await expect(unpack(cut(whole.subarray(0, length), 512))).rejects.toThrow('ends too early')
      }),
    )
  })
  test('a file of 9 GB says so in its header', async () => {
    const size = 9 * 1024 ** 3
    const chunk = Buffer.alloc(1024 ** 2)
    const hash = createHash('sha256')
    async function* entries(): AsyncGenerator<TarFile> {
      yield {
        path: 'large',
        size,
        body: (async function* () {
          for (let at = 0; at < size; at += chunk.length) yield chunk
        })(),
      }
    }
    for await (const file of unpackTar(packTar(entries()))) {
      expect(file.size).toBe(size)
      let bytes = 0
      for await (const part of file.body) bytes += part.length
      hash.update(String(bytes))
      expect(bytes).toBe(size)
    }
  })
})
