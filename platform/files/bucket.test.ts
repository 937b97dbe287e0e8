import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { instant } from '#kernel/time'
import { type Files, openFiles, sendFile } from './index.ts'

// A server of S3 that is not ours: moto (pip install 'moto[server]'). Where it is not installed this is skipped, and nothing
// about buckets has been shown.
const there = spawnSync('moto_server', ['--help']).status === 0

const freePort = () =>
  new Promise<number>((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })

describe.skipIf(!there)('a bucket', () => {
  const folder = mkdtempSync(join(tmpdir(), 'haigui-bucket-'))
  const bucket = `haigui-${randomBytes(4).toString('hex')}`
  const key = { accessKeyId: 'test', secretAccessKey: 'test' }
  let files: Files
  let stop = () => {}

  beforeAll(async () => {
    const port = await freePort()
    const server = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' })
    stop = () => server.kill()
    const endpoint = `http://127.0.0.1:${port}`
    await vi.waitFor(() => fetch(`${endpoint}/moto-api/`), { timeout: 60_000 })
    const client = new S3Client({ credentials: key, region: 'us-east-1', endpoint, forcePathStyle: true })
    await client.send(new CreateBucketCommand({ Bucket: bucket }))
    files = await openFiles({ bucket, endpoint, region: 'us-east-1', key: 'test', secret: 'test' })
  }, 90_000)
  afterAll(() => {
    stop()
    rmSync(folder, { recursive: true, force: true })
  })

  test('keeps bytes under their hash, gives them back and lets them go', async () => {
    const bytes = randomBytes(5000)
    const hash = await files.put(bytes)
    expect(await files.put(bytes)).toBe(hash)
    expect(Buffer.from(await files.bytes(hash)).equals(bytes)).toBe(true)
  })

  test('sets bytes aside, where they are still read, takes them back, lets them go, and keeps what was put meanwhile', async () => {
    const at = instant('2019-06-01T09:00:00Z')
    const lying = async (where: 'kept' | 'aside') => {
      const found: string[] = []
      for await (const { hash } of files.list(where)) found.push(hash)
      return found
    }
    const bytes = randomBytes(500)
    const hash = await files.put(bytes)
    expect(await lying('kept')).toContain(hash)
    await files.setAside(hash, at)
    expect([(await lying('kept')).includes(hash), await lying('aside')]).toEqual([false, [hash]])
    expect(Buffer.from(await files.bytes(hash)).equals(bytes)).toBe(true)
    await files.takeBack(hash, at)
    expect([(await lying('kept')).includes(hash), await lying('aside')]).toEqual([true, [hash]])
    await files.takeBack(hash, at)
    expect([(await lying('kept')).includes(hash), await lying('aside')]).toEqual([true, []])
    await files.setAside(hash, at)
    await files.put(bytes)
    await files.remove(hash)
    expect([await files.has(hash), await lying('aside')]).toEqual([true, []])
    await files.setAside(hash, at)
    await files.remove(hash)
    expect(await files.has(hash)).toBe(false)
    // What is gone is left alone, and asked twice is no accident.
    await files.setAside(hash, at)
    await files.remove(hash)
  })

  test('takes a film from the disk, and a player jumps into it', async () => {
    const film = randomBytes(12_000_000)
    const path = join(folder, 'film')
    writeFileSync(path, film)
    const { hash, bytes } = await files.take(path)
    expect([bytes, existsSync(path)]).toEqual([film.length, false])
    const kept = { hash, bytes, name: 'film.mp4', mediaType: 'video/mp4' }
    const ask = async (range?: string) => {
      const request = new Request('http://localhost/film', range ? { headers: { range } } : {})
      const answer = await sendFile(files, kept, request, 'no-store')
      return { answer, content: Buffer.from(await answer.arrayBuffer()) }
    }
    const whole = await ask()
    expect([whole.answer.status, whole.content.equals(film)]).toEqual([200, true])
    for (const [range, first, end] of [
      ['bytes=0-99', 0, 100],
      ['bytes=8000000-8999999', 8_000_000, 9_000_000],
      ['bytes=11999990-', 11_999_990, film.length],
      ['bytes=-10', film.length - 10, film.length],
    ] as const) {
      const { answer, content } = await ask(range)
      expect([answer.status, answer.headers.get('content-range')]).toEqual([
        206,
        `bytes ${first}-${end - 1}/${film.length}`,
      ])
      expect(content.equals(film.subarray(first, end)), range).toBe(true)
    }
    expect((await ask(`bytes=${film.length}-`)).answer.status).toBe(416)
  })
})
