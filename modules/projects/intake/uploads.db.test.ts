import { createHash, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { deflateSync, gzipSync } from 'node:zlib'
import { getRequestListener } from '@hono/node-server'
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { type Actor, system } from '#kernel/access'
import { personName } from '#kernel/names'
import { instant } from '#kernel/time'
import { ensurePerson } from '#modules/people'
import { projectFiles } from '#modules/projects'
import { type FileHolder, type Files, openUploads, sweepOf } from '#platform/files'
import { storageOf } from '../../../apps/files.ts'
import { ageFiles } from '../../../tools/test/age.ts'
import { as, testHouse } from '../../../tools/test/house.ts'
import { arrangeSummit } from '../../events/arrange.fixtures.ts'
import { insert as insertCall } from '../calls/store.ts'
import { aCall } from '../fixtures.ts'
import { jobsOf } from '../jobs.ts'
import { startProject } from './commands.ts'

const at = '2019-05-01T09:00:00Z'
const house = await testHouse({ at })
const summit = await house.db.tx((tx) => arrangeSummit(tx, instant(at)))
const call = aCall({ editionId: summit.edition.id, stationId: summit.london.id, onePerEntrant: false })
await house.db.tx((tx) => insertCall(tx, call))

// A real socket: limits, broken lines and ranges are what HTTP makes of them.
const server = createServer(getRequestListener(house.app.fetch))
await new Promise<void>((ready) => server.listen(0, '127.0.0.1', () => ready()))
afterAll(() => server.closeAllConnections())
afterAll(() => void server.close())
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

let people = 0
async function founder(): Promise<Actor> {
  people += 1
  const given = {
    email: `f${people}@example.org`,
    name: personName({ latinGiven: 'Wei' }),
    locale: 'en' as const,
  }
  const { id } = await house.db.tx((tx) => ensurePerson(tx, given, instant(at)))
  return { kind: 'person', personId: id, grants: [] }
}
async function begun(who: Actor): Promise<string> {
  const title = { en: 'Sensor', zh: '' }
  return (await house.db.use(who).run(startProject, { callId: call.id, title, locale: 'en' })).project.id
}
const me = await founder()
const project = await begun(me)
const at2 = (path: string) => `${origin}/en/projects/${project}${path}`

const filesOf = async (id = project) =>
  (
    await house.db.tx((tx) =>
      sql<{
        id: string
        kind: string
        bytes: number
        hash: string
      }>`select id, kind, bytes::int as bytes, hash from project_file
        where project_id = ${id} order by position`.execute(tx),
    )
  ).rows

async function post(
  verb: 'files' | 'video',
  kind: string,
  name: string,
  type: string,
  bytes: Uint8Array,
  more = {},
) {
  const body = new FormData()
  body.set('kind', kind)
  for (const [key, value] of Object.entries(more)) body.set(key, String(value))
  body.set('file', new File([new Uint8Array(bytes)], name, { type }))
  const answer = await fetch(at2(`/${verb}`), { method: 'POST', headers: as(me), body, redirect: 'manual' })
  return { status: answer.status, html: await answer.text() }
}

const text = (content: string) => new TextEncoder().encode(content)
const pdf = text('%PDF-1.7\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n')
const html = text('<!doctype html><script>alert(document.domain)</script>')
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const film = (bytes: number) =>
  Buffer.concat([Buffer.from([0, 0, 0, 24]), text('ftypisom'), Buffer.alloc(12), randomBytes(bytes - 24)])

function chunk(type: string, data: Uint8Array): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(data.length)
  head.write(type, 4, 'latin1')
  const body = Buffer.concat([head.subarray(4), data])
  let crc = 0xffffffff
  for (const byte of body) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  const end = Buffer.alloc(4)
  end.writeUInt32BE((crc ^ 0xffffffff) >>> 0)
  return Buffer.concat([head.subarray(0, 4), body, end])
}
/** A PNG that says it has so many pixels, whatever is in it. */
function pngOf(width: number, height: number, data: Uint8Array): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([png, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', new Uint8Array())])
}
const zip = Buffer.concat([text('PK\x03\x04'), gzipSync(Buffer.alloc(30_000_000))])

describe('what is refused', () => {
  test.each([
    ['HTML that says it is a PNG', 'image', 'a.png', 'image/png', html],
    ['HTML that says it is a PDF', 'deck', 'a.pdf', 'application/pdf', html],
    [
      'an SVG with a script',
      'image',
      'a.svg',
      'image/svg+xml',
      text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    ],
    [
      'a GIF that is a script as well',
      'image',
      'a.gif',
      'image/gif',
      text('GIF89a=1;alert(document.domain)//'),
    ],
    [
      'a picture of 10^9 pixels',
      'image',
      'a.png',
      'image/png',
      pngOf(40_000, 25_000, deflateSync(Buffer.alloc(1000))),
    ],
    [
      'a picture whose data unpacks to far more than it says',
      'image',
      'a.png',
      'image/png',
      pngOf(65_000, 65_000, deflateSync(Buffer.alloc(20_000_000))),
    ],
    ['a bomb of a ZIP as a deck', 'deck', 'a.pdf', 'application/pdf', zip],
    ['a PDF as a picture', 'image', 'a.png', 'image/png', pdf],
    ['a picture as a deck', 'deck', 'a.pdf', 'application/pdf', pngOf(1, 1, deflateSync(Buffer.alloc(4)))],
    [
      'a program',
      'document',
      'a.pdf',
      'application/pdf',
      text('MZ\x90\x00This program cannot be run in DOS mode'),
    ],
    ['a PNG of nothing', 'image', 'a.png', 'image/png', png],
  ])('%s', async (_what, kind, name, type, bytes) => {
    const before = await filesOf()
    const { status, html: page } = await post('files', kind, name, type, bytes)
    expect(status).toBe(422)
    expect(page).toContain('f-file-err')
    expect(await filesOf()).toEqual(before)
  })

  test.each([
    ['a film that is HTML', 'video', 'a.mp4', 'video/mp4', html],
    ['captions that are HTML', 'captions', 'a.vtt', 'text/vtt', html],
    ['a poster that is a film', 'poster', 'a.png', 'image/png', film(100)],
  ])('%s', async (_what, kind, name, type, bytes) => {
    const { status } = await post('video', kind, name, type, bytes, { language: 'en' })
    expect(status).toBe(422)
  })

  test.each([
    ['a little', 31, 'My own name'],
    ['so much that not all of it is read on', 130, ''],
  ])(
    'a file that is too large by %s is refused at its field, and what was typed comes back',
    async (_what, megabytes, kept) => {
      const body = new FormData()
      body.set('kind', 'document')
      body.set(
        'file',
        new File([pdf, new Uint8Array(megabytes * 1024 * 1024)], 'a.pdf', { type: 'application/pdf' }),
      )
      body.set('name', 'My own name')
      const answer = await fetch(at2('/files'), { method: 'POST', headers: as(me), body, redirect: 'manual' })
      const page = await answer.text()
      expect(answer.status).toBe(413)
      expect(page).toContain(house.words.say('en')('kernel.field_file_too_large', { megabytes: 30 }))
      expect(page).toMatch(/id="f-file"[^>]*aria-invalid="true"/)
      expect(page).toMatch(/checked value="document"/)
      expect(
        page
          .match(/name="name"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="name"/)
          ?.slice(1)
          .find(Boolean) ?? '',
      ).toBe(kept)
      expect(await filesOf()).toEqual([])
    },
  )
})

describe('what is taken in leaves as what it was found to be, in a box of its own', () => {
  test.each([
    [
      'a PDF that is a ZIP and a page as well',
      'deck',
      'deck.html',
      'text/html',
      Buffer.concat([pdf, html, zip]),
      'application/pdf',
      'attachment',
    ],
    [
      'a picture under another ending, with a script behind its end',
      'image',
      'a.html',
      'text/html',
      Buffer.concat([pngOf(2, 2, deflateSync(Buffer.alloc(14))), html]),
      'image/webp',
      'inline',
    ],
  ])('%s', async (_what, kind, name, type, bytes, media, how) => {
    expect((await post('files', kind, name, type, bytes)).status).toBe(303)
    const kept = (await filesOf()).findLast((each) => each.kind === kind)
    const answer = await fetch(at2(`/files/${kept?.id}`), { headers: as(me) })
    expect(answer.headers.get('content-type')).toBe(media)
    expect(answer.headers.get('content-disposition')).toMatch(new RegExp(`^${how};`))
    expect(answer.headers.get('content-disposition')).not.toContain('html')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
    const sent = Buffer.from(await answer.arrayBuffer())
    if (kind === 'image') expect(sent.includes('script')).toBe(false)
  })

  test('captions are written anew, one for each language', async () => {
    const captions = text(
      'WEBVTT\n\nSTYLE\n::cue{background:url(//evil.example)}\n\n00:01.000 --> 00:02.000\n<i onclick=x>Hi</i>\n',
    )
    expect((await post('video', 'captions', 'a.vtt', 'text/vtt', captions, { language: 'en' })).status).toBe(
      303,
    )
    expect((await post('video', 'captions', 'b.vtt', 'text/vtt', captions, { language: 'en' })).status).toBe(
      409,
    )
    expect((await post('video', 'captions', 'b.vtt', 'text/vtt', captions, { language: 'zh' })).status).toBe(
      303,
    )
    const kept = (await filesOf()).find(({ kind }) => kind === 'captions')
    const answer = await fetch(at2(`/files/${kept?.id}`), { headers: as(me) })
    expect(await answer.text()).toBe('WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nHi\n')
  })
})

const tus = { 'tus-resumable': '1.0.0' }
async function begin(bytes: number | string, who: Actor = me, id = project) {
  const answer = await fetch(`${origin}/en/projects/${id}/video/uploads`, {
    method: 'POST',
    headers: {
      ...as(who),
      ...tus,
      'upload-length': String(bytes),
      'upload-metadata': `filename ${btoa('pitch.mp4')}`,
    },
  })
  const body =
    answer.status === 201
      ? null
      : ((await answer.json()) as { error: { code: string; fields: { code: string }[] } })
  return {
    status: answer.status,
    place: `${origin}${answer.headers.get('location')}`,
    code: body?.error.fields[0]?.code ?? body?.error.code,
  }
}
const patch = (place: string, offset: number, bytes: Uint8Array, who: Actor = me) =>
  fetch(place, {
    method: 'PATCH',
    headers: {
      ...as(who),
      ...tus,
      'upload-offset': String(offset),
      'content-type': 'application/offset+octet-stream',
    },
    body: new Uint8Array(bytes),
  })
const offsetOf = async (place: string, who: Actor = me) => {
  const answer = await fetch(place, { method: 'HEAD', headers: { ...as(who), ...tus } })
  return answer.status === 200 ? Number(answer.headers.get('upload-offset')) : answer.status
}

describe('a film in pieces', () => {
  const whole = film(3_000_000)

  test('goes on where the line broke, and is kept byte for byte', async () => {
    const { status, place } = await begin(whole.length)
    expect(status).toBe(201)
    expect((await patch(place, 0, whole.subarray(0, 1_000_000))).status).toBe(204)
    // The line breaks in the middle of a piece.
    const breaking = new AbortController()
    let sent = 0
    const slow = new ReadableStream<Uint8Array>({
      pull: async (stream) => {
        if (sent >= 500_000) return breaking.abort()
        stream.enqueue(whole.subarray(1_000_000 + sent, 1_000_000 + sent + 100_000))
        sent += 100_000
        await new Promise((resolve) => setImmediate(resolve))
      },
    })
    const headers = {
      ...as(me),
      ...tus,
      'upload-offset': '1000000',
      'content-type': 'application/offset+octet-stream',
    }
    await expect(
      fetch(place, {
        method: 'PATCH',
        headers,
        body: slow,
        duplex: 'half',
        signal: breaking.signal,
      } as RequestInit),
    ).rejects.toThrow()
    const from = await offsetOf(place)
    expect(from).toBeGreaterThanOrEqual(1_000_000)
    expect(from).toBeLessThan(whole.length)
    expect((await patch(place, 0, whole.subarray(0, 10))).status).toBe(409)
    expect((await patch(place, from, whole.subarray(from))).status).toBe(204)
    const kept = (await filesOf()).find(({ kind }) => kind === 'video')
    const answer = await fetch(at2(`/files/${kept?.id}`), { headers: as(me) })
    expect(Buffer.from(await answer.arrayBuffer()).equals(whole)).toBe(true)
    expect(await offsetOf(place)).toBe(404)
  })

  test('is looked at in parts', async () => {
    const kept = (await filesOf()).find(({ kind }) => kind === 'video')
    const ask = (headers: Record<string, string>) =>
      fetch(at2(`/files/${kept?.id}`), { headers: { ...as(me), ...headers } })
    const part = await ask({ range: 'bytes=1000-1999' })
    expect([part.status, part.headers.get('content-range'), part.headers.get('content-length')]).toEqual([
      206,
      'bytes 1000-1999/3000000',
      '1000',
    ])
    expect(Buffer.from(await part.arrayBuffer()).equals(whole.subarray(1000, 2000))).toBe(true)
    const beyond = await ask({ range: 'bytes=3000000-' })
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */3000000'])
    const tag = part.headers.get('etag') ?? ''
    expect((await ask({ range: 'bytes=0-1', 'if-range': tag })).status).toBe(206)
    expect((await ask({ range: 'bytes=0-1', 'if-range': '"another"' })).status).toBe(200)
    expect((await ask({ 'if-none-match': tag })).status).toBe(304)
    const head = await fetch(at2(`/files/${kept?.id}`), { method: 'HEAD', headers: as(me) })
    expect([head.status, head.headers.get('content-length'), head.headers.get('accept-ranges')]).toEqual([
      200,
      '3000000',
      'bytes',
    ])
    expect(part.headers.get('x-content-type-options')).toBe('nosniff')
    expect(part.headers.get('content-disposition')).toMatch(/^attachment/)
  })

  test('is one for a project, of two gigabytes at most', async () => {
    expect((await begin(1000)).code).toBe('projects.too_many_files')
    const other = await begun(me)
    expect((await begin(2 * 1024 ** 3 + 1, me, other)).code).toBe('projects.film_too_large')
    expect((await begin('x', me, other)).code).toBe('kernel.field_required')
  })

  test('a person has no more under way than two of the largest', async () => {
    const who = await founder()
    const ids = [await begun(who), await begun(who), await begun(who)]
    const codes = []
    for (const id of ids) codes.push((await begin(2 * 1024 ** 3, who, id)).code)
    expect(codes).toEqual([undefined, undefined, 'projects.too_much_under_way'])
  })

  test('that is HTML is refused with its first piece and gone', async () => {
    const id = await begun(me)
    const { place } = await begin(5_000_000, me, id)
    const answer = await patch(place, 0, Buffer.concat([html, Buffer.alloc(100)]))
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('projects.field_file_video')
    expect(await offsetOf(place)).toBe(404)
    expect(await filesOf(id)).toEqual([])
  })

  test('is nobody else’s to ask about, go on with or end', async () => {
    const id = await begun(me)
    const { place } = await begin(1000, me, id)
    const stranger = await founder()
    expect(await offsetOf(place, stranger)).toBe(404)
    expect((await patch(place, 0, film(1000), stranger)).status).toBe(404)
    expect((await fetch(place, { method: 'DELETE', headers: { ...as(stranger), ...tus } })).status).toBe(404)
    expect((await fetch(place, { headers: as(me) })).status).toBe(404)
    expect((await begin(1000, stranger, id)).status).toBe(404)
    expect((await fetch(place, { method: 'DELETE', headers: { ...as(me), ...tus } })).status).toBe(204)
    expect(await offsetOf(place)).toBe(404)
  })

  test('nobody can write past its end', async () => {
    const id = await begun(me)
    const { place } = await begin(1000, me, id)
    expect((await patch(place, 0, film(5000))).status).toBe(413)
    expect(await filesOf(id)).toEqual([])
  })
})

const machine = house.cases.as({ actor: system('test'), door: 'job', requestId: 'test' })
/** As if everything had come long ago: set aside, and gone a day later. */
async function sweepTwice(files: Files, ...elsewhere: FileHolder[]) {
  ageFiles(`${house.folder}/files`, instant('2019-01-01T00:00:00Z'))
  const sweep = sweepOf({ files, holders: [projectFiles, ...elsewhere] })
  await sweep.run(machine, undefined)
  house.clock.advance({ hours: 25 })
  await sweep.run(machine, undefined)
}

test('a film whose place was taken meanwhile leaves nothing behind', async () => {
  const id = await begun(me)
  const bytes = film(1000)
  const { place } = await begin(1000, me, id)
  const clip = film(900)
  const body = new FormData()
  body.set('kind', 'video')
  body.set('file', new File([new Uint8Array(clip)], 'a.mp4', { type: 'video/mp4' }))
  const answer = await fetch(`${origin}/en/projects/${id}/video`, {
    method: 'POST',
    headers: as(me),
    body,
    redirect: 'manual',
  })
  expect(answer.status).toBe(303)
  expect((await patch(place, 0, bytes)).status).toBe(409)
  const { files } = await storageOf(house)
  const [lost, kept] = [bytes, clip].map((each) => createHash('sha256').update(each).digest('hex'))
  expect(await files.has(lost ?? '')).toBe(true)
  await sweepTwice(files)
  expect([await files.has(lost ?? ''), await files.has(kept ?? '')]).toEqual([false, true])
  house.clock.set(instant(at))
})

test('what nobody goes on with is swept after a week, and bytes of removed files after a day unless somebody holds them', async () => {
  const id = await begun(me)
  const { place } = await begin(1000, me, id)
  const uploads = await openUploads(`${house.folder}/uploads`, 1)
  const { files } = await storageOf(house)
  const [mine] = await filesOf()
  const elsewhere = { name: 'test', held: async () => new Set([mine?.hash ?? '']) }
  const video = (await filesOf()).find(({ kind }) => kind === 'video')
  const remove = (fileId: string | undefined) =>
    fetch(at2(`/files/${fileId}/remove`), {
      method: 'POST',
      headers: as(me),
      body: new URLSearchParams(),
      redirect: 'manual',
    })
  expect((await remove(mine?.id)).status).toBe(303)
  expect((await remove(video?.id)).status).toBe(303)
  const [sweep] = jobsOf({ uploads }).filter(({ name }) => name === 'projects.sweep_uploads')
  const run = () => sweep?.run(machine, undefined as never)
  await run()
  await sweepOf({ files, holders: [projectFiles, elsewhere] }).run(machine, undefined)
  expect([
    await offsetOf(place),
    await files.has(video?.hash ?? ''),
    await files.has(mine?.hash ?? ''),
  ]).toEqual([0, true, true])
  house.clock.set(instant('2019-05-09T09:00:00Z'))
  await run()
  expect(await uploads.list()).toEqual([])
  await sweepTwice(files, elsewhere)
  expect([await files.has(video?.hash ?? ''), await files.has(mine?.hash ?? '')]).toEqual([false, true])
})
