import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { system } from '#kernel/access'
import { instant, plus } from '#kernel/time'
import { ageFiles } from '../../tools/test/age.ts'
import { testDatabase } from '../../tools/test/database.ts'
import { type Files, openFiles, sweepOf } from './index.ts'

const start = instant('2019-06-01T09:00:00Z')
const db = await testDatabase({ at: start })
const use = db.use(system('files.sweep'))
const root = mkdtempSync(join(tmpdir(), 'haigui-sweep-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

let nth = 0
let folder = ''
let files: Files
const held = new Set<string>()
const holder = {
  name: 'test',
  held: async (_tx: unknown, hashes: readonly string[]) => new Set(hashes.filter((hash) => held.has(hash))),
}
beforeEach(async () => {
  await anew()
})
async function anew() {
  folder = join(root, String(++nth))
  files = await openFiles({ folder })
  held.clear()
  db.clock.set(start)
}

const bytesOf = (text: string) => new TextEncoder().encode(text)
const placeOf = (hash: string) => join(folder, hash.slice(0, 2), hash.slice(2, 4), hash)
/** Puts bytes that came at the moment of the test's clock. */
async function put(text: string, of: Files = files): Promise<string> {
  const before = new Set(await kept())
  const hash = await of.put(bytesOf(text))
  if (!before.has(hash)) ageFiles(join(folder, hash.slice(0, 2), hash.slice(2, 4)), db.clock.now())
  return hash
}
async function kept(): Promise<string[]> {
  const found: string[] = []
  for await (const { hash } of files.list('kept')) found.push(hash)
  return found
}
const sweep = (of: Files = files) => sweepOf({ files: of, holders: [holder] }).run(use, undefined)
const later = (hours: number) => db.clock.set(plus(db.clock.now(), { hours }))

test('bytes that nobody holds are set aside after a day and gone after another; what is held and what is new stays', async () => {
  const [mine, lost] = [await put('held'), await put('refused')]
  held.add(mine)
  await sweep()
  expect(await files.has(lost)).toBe(true)
  later(25)
  const fresh = await put('on its way')
  await sweep()
  expect((await kept()).sort()).toEqual([mine, fresh].sort())
  // Set aside is not gone: whoever reads it finds it.
  expect(new TextDecoder().decode(await files.bytes(lost))).toBe('refused')
  later(25)
  await sweep()
  expect([await files.has(mine), await files.has(lost), existsSync(join(folder, 'aside', lost))]).toEqual([
    true,
    false,
    false,
  ])
})

test('the same bytes put again while they are set aside are kept anew', async () => {
  const hash = await put('again')
  later(25)
  await sweep()
  later(24)
  expect(await put('again')).toBe(hash)
  later(1)
  await sweep()
  expect([await kept(), existsSync(join(folder, 'aside', hash))]).toEqual([[hash], false])
})

test('what was set aside while a form was on its way with the same bytes is taken back', async () => {
  const hash = await put('the same paper')
  later(25)
  // The form finds the bytes there and writes none; before its command is through, they are set aside.
  expect(await put('the same paper')).toBe(hash)
  await sweep()
  expect(await kept()).toEqual([])
  held.add(hash)
  expect(new TextDecoder().decode(await files.bytes(hash))).toBe('the same paper')
  later(1)
  await sweep()
  expect(await kept()).toEqual([hash])
  for (const hours of [25, 25]) {
    later(hours)
    await sweep()
  }
  expect(await files.has(hash)).toBe(true)
})

test('a half of a file that a killed process left is no file, and goes', async () => {
  await put('whole')
  const half = join(folder, 'begun', 'left-behind')
  writeFileSync(half, 'hal')
  ageFiles(join(folder, 'begun'), start)
  expect(await kept()).toHaveLength(1)
  await sweep()
  expect(existsSync(half)).toBe(true)
  later(25)
  await sweep()
  expect(existsSync(half)).toBe(false)
})

/** What happens while a sweep is under way, one thing before each of its steps on the files. */
const meanwhile = fc.record({
  what: fc.constantFrom('nothing', 'nothing', 'put', 'commit', 'release', 'crash'),
  which: fc.nat(2),
})
const step = fc.oneof(
  fc.record({ what: fc.constantFrom('put', 'commit', 'release', 'refuse'), which: fc.nat(2) }),
  fc.record({ what: fc.constant('later'), which: fc.constantFrom(1, 12, 25) }),
  fc.record({ what: fc.constant('sweep'), during: fc.array(meanwhile, { maxLength: 8 }) }),
)

test('whatever comes between, crashes too, what is held is there, and what is not goes in the end', async () => {
  const texts = ['one', 'two', 'three']
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 30 }), async (steps) => {
      await anew()
      const hashes = new Map<number, string>()
      /** Forms that have put their bytes and whose command has not answered yet. */
      const open = new Set<number>()
      const act = async (what: string, which: number) => {
        const hash = hashes.get(which)
        if (what === 'put') {
          hashes.set(which, await put(texts[which] ?? ''))
          open.add(which)
        }
        if (what === 'commit' && open.delete(which) && hash) held.add(hash)
        if (what === 'refuse') open.delete(which)
        if (what === 'release' && hash) held.delete(hash)
      }
      for (const each of steps) {
        if ('during' in each) {
          const script = [...each.during]
          const before = async () => {
            const next = script.shift()
            if (next?.what === 'crash') throw new Error('killed')
            if (next) await act(next.what, next.which)
          }
          const watched: Files = {
            ...files,
            setAside: (hash, at) => before().then(() => files.setAside(hash, at)),
            takeBack: (hash, at) => before().then(() => files.takeBack(hash, at)),
            remove: (hash) => before().then(() => files.remove(hash)),
          }
          await sweep(watched).catch((error: Error) => expect(error.message).toBe('killed'))
        } else if (each.what === 'later') {
          // No form is on its way for an hour.
          open.clear()
          later(each.which)
        } else await act(each.what, each.which)
        for (const [which, hash] of hashes)
          if (held.has(hash)) expect(new TextDecoder().decode(await files.bytes(hash))).toBe(texts[which])
      }
      for (let round = 0; round < 3; round += 1) {
        later(25)
        await sweep()
      }
      for (const hash of hashes.values()) {
        expect(await files.has(hash)).toBe(held.has(hash))
        if (held.has(hash)) expect(existsSync(placeOf(hash))).toBe(true)
      }
    }),
    { numRuns: 60 },
  )
})
