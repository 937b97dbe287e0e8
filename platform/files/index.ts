import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Disk } from 'flydrive'
import { FSDriver } from 'flydrive/drivers/fs'
import type { Files, Part } from './port.ts'

export { type Cue, captionsText, readCaptions } from './captions.ts'
export { sendFilm } from './folder.ts'
export { acceptedOf, endingOf, type Media, mediaOf } from './media.ts'
export { type Picture, readPicture } from './picture.ts'
export type { Files, Part } from './port.ts'
export { type Kept, sendFile } from './send.ts'
export { openUploads, type Uploads } from './uploads.ts'

type Bucket = { bucket: string; endpoint: string | undefined; region: string; key: string; secret: string }

// Two levels of folders, so that no folder holds more than a few hundred of a hundred thousand files.
const place = (hash: string) => {
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error('not a file of ours')
  return `${hash.slice(0, 2)}/${hash.slice(2, 4)}/${hash}`
}

type Storage = {
  disk: Disk
  /** Brings a file of the disk to its place. */
  move(path: string, key: string): Promise<void>
  part(key: string, part: Part): Promise<Readable>
}

function folderOf(folder: string): Storage {
  return {
    disk: new Disk(new FSDriver({ location: folder, visibility: 'private' })),
    move: async (path, key) => {
      await mkdir(dirname(join(folder, key)), { recursive: true })
      await rename(path, join(folder, key))
    },
    part: async (key, { first, last }) => createReadStream(join(folder, key), { start: first, end: last }),
  }
}

async function bucketOf({ key, secret, region, endpoint, bucket }: Bucket): Promise<Storage> {
  // The S3 client is large and most installations keep files on disk.
  const [{ S3Driver }, { GetObjectCommand, S3Client }] = await Promise.all([
    import('flydrive/drivers/s3'),
    import('@aws-sdk/client-s3'),
  ])
  const client = new S3Client({
    credentials: { accessKeyId: key, secretAccessKey: secret },
    region,
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
  })
  const disk = new Disk(new S3Driver({ client, bucket, visibility: 'private' }))
  return {
    disk,
    move: (path, place) => disk.moveFromFs(path, place),
    part: async (place, { first, last }) => {
      const wanted = { Bucket: bucket, Key: place, Range: `bytes=${first}-${last}` }
      const { Body } = await client.send(new GetObjectCommand(wanted))
      if (!(Body instanceof Readable)) throw new Error('the bucket gave no stream')
      return Body
    },
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

/** Opens the store of files: a folder, or an S3 bucket by configuration. Names of people's files never reach it. */
export async function openFiles(where: { folder: string } | Bucket): Promise<Files> {
  const { disk, move, part } = 'folder' in where ? folderOf(where.folder) : await bucketOf(where)
  return {
    put: async (bytes) => {
      const hash = createHash('sha256').update(bytes).digest('hex')
      if (!(await disk.exists(place(hash)))) await disk.put(place(hash), bytes)
      return hash
    },
    take: async (path) => {
      const { size } = await stat(path)
      const hash = await hashOf(path)
      if (await disk.exists(place(hash))) await rm(path)
      else await move(path, place(hash))
      return { hash, bytes: size }
    },
    read: (hash, wanted) => (wanted ? part(place(hash), wanted) : disk.getStream(place(hash))),
    bytes: (hash) => disk.getBytes(place(hash)),
    has: (hash) => disk.exists(place(hash)),
    remove: (hash) => disk.delete(place(hash)),
  }
}
