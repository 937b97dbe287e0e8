import { createReadStream } from 'node:fs'
import { copyFile, mkdir, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { Disk } from 'flydrive'
import { FSDriver } from 'flydrive/drivers/fs'
import { newId } from '#kernel/ids'
import { type Instant, instant, msBetween } from '#kernel/time'
import type { Part } from './port.ts'

export type Bucket = {
  bucket: string
  endpoint: string | undefined
  region: string
  key: string
  secret: string
}

/** Where bytes lie, by keys: a folder or a bucket. */
export type Storage = {
  disk: Disk
  /** Whole or not at all: a process that is killed leaves no half of it under the key. */
  put(key: string, bytes: Uint8Array): Promise<void>
  /** Brings a file of the disk to its place. */
  take(path: string, key: string): Promise<void>
  part(key: string, part: Part): Promise<Readable>
  list(prefix: '' | 'aside/'): AsyncIterable<{ key: string; since: Instant }>
  /** Takes it elsewhere, or has it there as well; there it lies since then. What is not there any more is left alone. */
  move(key: string, to: string, at: Instant): Promise<void>
  copy(key: string, to: string, at: Instant): Promise<void>
  dropUnfinished(before: Instant): Promise<void>
}

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT'
const orNothing = <Value>(work: Promise<Value>): Promise<Value | null> =>
  work.catch((error: unknown) => {
    if (isMissing(error)) return null
    throw error
  })
const seconds = (at: Instant) => msBetween(instant('1970-01-01T00:00:00Z'), at) / 1000

export function folderOf(folder: string): Storage {
  const bring = async (path: string, key: string) => {
    await mkdir(dirname(join(folder, key)), { recursive: true })
    await rename(path, join(folder, key))
  }
  const names = async (path: string) => (await orNothing(readdir(join(folder, path)))) ?? []
  const since = async (key: string) => {
    const found = await orNothing(stat(join(folder, key)))
    return found?.isFile() ? instant(found.mtime.toISOString()) : null
  }
  async function* keysIn(prefix: '' | 'aside/'): AsyncIterable<string> {
    if (prefix !== '') for (const name of await names(prefix)) yield `${prefix}${name}`
    else
      for (const first of (await names('')).filter((name) => /^[0-9a-f]{2}$/.test(name)))
        for (const second of await names(first))
          for (const name of await names(`${first}/${second}`)) yield `${first}/${second}/${name}`
  }
  return {
    disk: new Disk(new FSDriver({ location: folder, visibility: 'private' })),
    put: async (key, bytes) => {
      const begun = join(folder, 'begun', newId())
      await mkdir(dirname(begun), { recursive: true })
      await writeFile(begun, bytes, { flush: true })
      await bring(begun, key)
    },
    take: bring,
    part: async (key, { first, last }) => createReadStream(join(folder, key), { start: first, end: last }),
    async *list(prefix) {
      for await (const key of keysIn(prefix)) {
        const from = await since(key)
        if (from !== null) yield { key, since: from }
      }
    },
    move: async (key, to, at) => {
      // First the moment, then the move: what is found moved was moved then.
      await orNothing(utimes(join(folder, key), seconds(at), seconds(at)))
      await orNothing(bring(join(folder, key), to))
    },
    copy: async (key, to, at) => {
      const begun = join(folder, 'begun', newId())
      await mkdir(dirname(begun), { recursive: true })
      if ((await orNothing(copyFile(join(folder, key), begun).then(() => true))) === null) return
      await utimes(begun, seconds(at), seconds(at))
      await bring(begun, to)
    },
    dropUnfinished: async (before) => {
      for (const name of await names('begun')) {
        const from = await since(`begun/${name}`)
        if (from !== null && from < before) await rm(join(folder, 'begun', name), { force: true })
      }
    },
  }
}

export async function bucketOf({ key: id, secret, region, endpoint, bucket }: Bucket): Promise<Storage> {
  // The S3 client is large and most installations keep files on disk.
  const [{ S3Driver }, client3] = await Promise.all([
    import('flydrive/drivers/s3'),
    import('@aws-sdk/client-s3'),
  ])
  const { CopyObjectCommand, GetObjectCommand, ListObjectsV2Command, S3Client } = client3
  const client = new S3Client({
    credentials: { accessKeyId: id, secretAccessKey: secret },
    region,
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
  })
  const disk = new Disk(new S3Driver({ client, bucket, visibility: 'private' }))
  // The bucket says itself since when a copy lies there.
  const copy = async (key: string, to: string): Promise<boolean> => {
    if (!(await disk.exists(key))) return false
    await client.send(new CopyObjectCommand({ Bucket: bucket, CopySource: `${bucket}/${key}`, Key: to }))
    return true
  }
  return {
    disk,
    put: (key, bytes) => disk.put(key, bytes),
    take: (path, key) => disk.moveFromFs(path, key),
    part: async (key, { first, last }) => {
      const wanted = { Bucket: bucket, Key: key, Range: `bytes=${first}-${last}` }
      const { Body } = await client.send(new GetObjectCommand(wanted))
      if (!(Body instanceof Readable)) throw new Error('the bucket gave no stream')
      return Body
    },
    async *list(prefix) {
      let from: string | undefined
      do {
        const asked = { Bucket: bucket, Prefix: prefix, ContinuationToken: from }
        const found = await client.send(new ListObjectsV2Command(asked))
        for (const { Key, LastModified } of found.Contents ?? [])
          if (Key !== undefined && LastModified !== undefined)
            yield { key: Key, since: instant(LastModified.toISOString()) }
        from = found.NextContinuationToken
      } while (from !== undefined)
    },
    // Copied before it goes, so that at no moment it is nowhere.
    move: async (key, to) => {
      if (await copy(key, to)) await disk.delete(key)
    },
    copy: async (key, to) => void (await copy(key, to)),
    // What a bucket takes in is there as a whole or not at all.
    dropUnfinished: async () => {},
  }
}
