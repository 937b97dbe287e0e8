import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { verifySignature } from '#platform/keys'
import { checkExport, type ExportHead, type Ports } from './check-export.ts'
import { checkpointBody, readNote, readVerifierKey, signedNote, verifierKey } from './note.ts'
import { frontierOf, nothingDrawn, sha256, tree } from './seal.ts'

const pair = generateKeyPairSync('ed25519')
const rawOf = (key: KeyObject) => Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url')
const name = 'summit.example/ledger'
const key = verifierKey(sha256, name, rawOf(pair.publicKey))
const ports: Ports = {
  sha256,
  verifyEd25519: async (publicKey, bytes, signature) =>
    verifySignature(Buffer.from(publicKey).toString('base64url'), bytes, signature),
}

/** An export of so many entries with checkpoints at these sizes. */
function exported(count: number, sizes: readonly number[], origin = name): Buffer {
  const frontier = frontierOf(nothingDrawn)
  const notes: string[] = []
  const lines = Array.from({ length: count }, (_, index) => {
    const body = `{"entry":${index},"says":"第${index}条"}`
    const leaf = tree.leafOf(body)
    frontier.add(leaf)
    if (sizes.includes(frontier.size))
      notes.push(
        signedNote(sha256, checkpointBody({ origin, size: frontier.size, root: frontier.root() }), {
          name: origin,
          publicKey: rawOf(pair.publicKey),
          sign: (bytes) => sign(null, bytes, pair.privateKey),
        }),
      )
    return `${Buffer.from(leaf).toString('hex')} ${body}\n`
  })
  const head: ExportHead = { format: 'haigui ledger export 1', origin, size: count, checkpoints: notes }
  return Buffer.from(`${JSON.stringify(head)}\n${lines.join('')}`)
}
async function* pieces(bytes: Uint8Array, length = 100) {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length)
}
const check = (bytes: Uint8Array, length?: number, with_ = key) =>
  checkExport(pieces(bytes, length), with_, ports)

test('a whole export passes, however it comes in pieces', async () => {
  const bytes = exported(40, [7, 25, 40])
  for (const length of [1, 64, 65, 66, 1000, 1_000_000])
    expect(await check(bytes, length)).toMatchObject({
      entries: 40,
      checkpoints: 3,
      uncovered: 0,
      fault: null,
    })
})

test('entries behind the last checkpoint are said to be under none', async () => {
  expect(await check(exported(10, [6]))).toMatchObject({ uncovered: 4, fault: null })
})

test('one changed bit anywhere is found', async () => {
  const bytes = exported(12, [5, 12])
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(7), async (place, bit) => {
      const bent = Buffer.from(bytes)
      bent[place] = (bent[place] ?? 0) ^ (1 << bit)
      const { fault } = await check(bent)
      // The names of JSON members may change to something unknown; nothing that is checked may.
      expect(fault).not.toBeNull()
    }),
    { numRuns: 400 },
  )
})

test('whoever rewrites an entry and its hash meets the root that was signed', async () => {
  const bytes = exported(12, [5, 12])
  const [head = '', ...lines] = bytes.toString().split('\n')
  const body = '{"entry":6,"says":"rewritten"}'
  lines[6] = `${Buffer.from(tree.leafOf(body)).toString('hex')} ${body}`
  expect((await check(Buffer.from([head, ...lines].join('\n')))).fault).toEqual({
    fault: 'root',
    after: 5,
    size: 12,
  })
})

test.each([
  {
    why: 'an entry is gone',
    change: (lines: string[]) => lines.filter((_, index) => index !== 3),
    fault: 'root',
  },
  { why: 'the last entry is gone', change: (lines: string[]) => lines.slice(0, -2), fault: 'count' },
  { why: 'an entry was added', change: (lines: string[]) => [...lines, lines[1] ?? ''], fault: 'count' },
  {
    why: 'two entries changed places',
    change: ([head = '', a = '', b = '', ...rest]: string[]) => [head, b, a, ...rest],
    fault: 'root',
  },
  { why: 'it is another file', change: () => ['{"hello":1}'], fault: 'form' },
  { why: 'it is empty', change: () => [], fault: 'form' },
])('a fault is found when $why', async ({ change, fault }) => {
  const lines = exported(12, [5, 12]).toString().trimEnd().split('\n')
  expect((await check(Buffer.from(`${change(lines).join('\n')}\n`))).fault).toMatchObject({ fault })
})

test('a checkpoint of another key or another log is not taken', async () => {
  const other = verifierKey(sha256, name, rawOf(generateKeyPairSync('ed25519').publicKey))
  expect((await check(exported(3, [3]), 100, other)).fault).toEqual({ fault: 'signature', size: 3 })
  expect((await check(exported(3, [3], 'other.example/ledger'))).fault).toEqual({ fault: 'origin', size: 3 })
  expect((await check(exported(3, [3]), 100, 'no key')).fault).toEqual({ fault: 'key' })
})

test('where Ed25519 cannot be checked it is said so', async () => {
  const blind = { ...ports, verifyEd25519: async () => null }
  expect((await checkExport(pieces(exported(3, [3])), key, blind)).fault).toEqual({
    fault: 'signature_unknown',
  })
})

test('a note goes there and back; a key whose id is not its own is none', () => {
  const root = tree.leafOf('x')
  const note = signedNote(sha256, checkpointBody({ origin: name, size: 9, root }), {
    name,
    publicKey: rawOf(pair.publicKey),
    sign: (bytes) => sign(null, bytes, pair.privateKey),
  })
  expect(note).toMatch(/^summit\.example\/ledger\n9\n[A-Za-z0-9+/]{43}=\n\n— summit\.example\/ledger \S+\n$/)
  expect(readNote(note)).toMatchObject({ origin: name, size: 9 })
  expect(readNote('no note')).toBeNull()
  expect(readVerifierKey(sha256, key)?.name).toBe(name)
  expect(readVerifierKey(sha256, key.replace(/\+[0-9a-f]{8}\+/, '+00000000+'))).toBeNull()
})

/** What a witness was sent when the ledger had so many entries. */
const noteAt = (bytes: Buffer, nth: number): string =>
  JSON.parse(bytes.toString().split('\n')[0] ?? '').checkpoints[nth]
const checkKept = (bytes: Uint8Array, ...kept: string[]) => checkExport(pieces(bytes), key, ports, kept)

test('a checkpoint that somebody kept agrees with the ledger it was made of, also once that has grown', async () => {
  const note = noteAt(exported(12, [5, 12]), 0)
  expect(await checkKept(exported(12, [5, 12]), note)).toMatchObject({ fault: null, kept: 1 })
  expect(await checkKept(exported(20, [20]), note)).toMatchObject({ fault: null, kept: 1, checkpoints: 1 })
  const letter = `Dear witness,\r\n\r\n> ${note.trim().split('\n').join('\r\n>  ')}\r\n\r\nYours`
  const inOneLine = note.replaceAll('\n', ' ')
  expect(await checkKept(exported(12, [5, 12]), letter, inOneLine)).toMatchObject({ fault: null, kept: 2 })
})

test('another history, signed with the very key, has not the root that was sent out', async () => {
  const [head = '', ...lines] = exported(12, []).toString().trimEnd().split('\n')
  const frontier = frontierOf(nothingDrawn)
  const rewritten = lines.map((line, index) => {
    const body = index === 2 ? '{"entry":2,"says":"rewritten"}' : line.slice(65)
    const leaf = tree.leafOf(body)
    frontier.add(leaf)
    return `${Buffer.from(leaf).toString('hex')} ${body}\n`
  })
  const signed = signedNote(sha256, checkpointBody({ origin: name, size: 12, root: frontier.root() }), {
    name,
    publicKey: rawOf(pair.publicKey),
    sign: (bytes) => sign(null, bytes, pair.privateKey),
  })
  const other = Buffer.from(
    `${JSON.stringify({ ...JSON.parse(head), checkpoints: [signed] })}\n${rewritten.join('')}`,
  )
  expect(await check(other)).toMatchObject({ fault: null, entries: 12 })
  const note = noteAt(exported(12, [5, 12]), 0)
  expect((await checkKept(other, note)).fault).toEqual({ fault: 'kept', size: 5 })
})

test.each([
  [
    'of more entries than the export has',
    () => noteAt(exported(12, [12]), 0),
    { fault: 'kept_ahead', size: 12 },
  ],
  [
    'of another ledger',
    () => noteAt(exported(5, [5], 'other.example/ledger'), 0),
    { fault: 'kept_signature', size: 5 },
  ],
  [
    'whose size was changed',
    () => noteAt(exported(5, [5]), 0).replace('\n5\n', '\n6\n'),
    { fault: 'kept_signature', size: 6 },
  ],
  ['that is none', () => 'nothing of the kind', { fault: 'kept_form' }],
])('a kept checkpoint %s is told as that', async (_what, note, fault) => {
  expect((await checkKept(exported(8, [8]), note())).fault).toEqual(fault)
})
