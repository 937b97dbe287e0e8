import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { Disk } from 'flydrive'
import { FSDriver } from 'flydrive/drivers/fs'

export { acceptedOf, endingOf, type Media, mediaOf } from './media.ts'
export { type Picture, readPicture } from './picture.ts'

export type Files = {
  /** Keeps bytes under their SHA-256 (hex), which is returned; the same bytes are kept once. */
  put(bytes: Uint8Array): Promise<string>
  /** The bytes of a hash, as a stream; throws when they are not there. */
  read(hash: string): Promise<Readable>
  bytes(hash: string): Promise<Uint8Array>
  has(hash: string): Promise<boolean>
  remove(hash: string): Promise<void>
}

type Bucket = { bucket: string; endpoint: string | undefined; region: string; key: string; secret: string }

// Two levels of folders, so that no folder holds more than a few hundred of a hundred thousand files.
const place = (hash: string) => {
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error('not a file of ours')
  return `${hash.slice(0, 2)}/${hash.slice(2, 4)}/${hash}`
}

async function diskOf(where: { folder: string } | Bucket): Promise<Disk> {
  if ('folder' in where) return new Disk(new FSDriver({ location: where.folder, visibility: 'private' }))
  // The S3 client is large and most installations keep files on disk.
  const { S3Driver } = await import('flydrive/drivers/s3')
  return new Disk(
    new S3Driver({
      credentials: { accessKeyId: where.key, secretAccessKey: where.secret },
      region: where.region,
      ...(where.endpoint === undefined ? {} : { endpoint: where.endpoint, forcePathStyle: true }),
      bucket: where.bucket,
      visibility: 'private',
    }),
  )
}

/** Opens the store of files: a folder, or an S3 bucket by configuration. Names of people's files never reach it. */
export async function openFiles(where: { folder: string } | Bucket): Promise<Files> {
  const disk = await diskOf(where)
  return {
    put: async (bytes) => {
      const hash = createHash('sha256').update(bytes).digest('hex')
      if (!(await disk.exists(place(hash)))) await disk.put(place(hash), bytes)
      return hash
    },
    read: (hash) => disk.getStream(place(hash)),
    bytes: (hash) => disk.getBytes(place(hash)),
    has: (hash) => disk.exists(place(hash)),
    remove: (hash) => disk.delete(place(hash)),
  }
}
