import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type { Files } from './port.ts'
import { type Bucket, bucketOf, folderOf } from './storage.ts'

export { type Cue, captionsText, readCaptions } from './captions.ts'
export { sendFilm } from './folder.ts'
export { acceptedOf, endingOf, type Media, mediaOf } from './media.ts'
export { type Picture, readPicture } from './picture.ts'
export type { Files, Part } from './port.ts'
export { type Kept, sendFile } from './send.ts'
export { type FileHolder, sweepOf } from './sweep.ts'
export { openUploads, type Uploads } from './uploads.ts'

// Two levels of folders, so that no folder holds more than a few hundred of a hundred thousand files.
const place = (hash: string) => {
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error('not a file of ours')
  return `${hash.slice(0, 2)}/${hash.slice(2, 4)}/${hash}`
}

const aside = (hash: string) => `aside/${place(hash).slice(6)}`
const hashIn = (key: string) => /^(?:[0-9a-f]{2}\/[0-9a-f]{2}|aside)\/([0-9a-f]{64})$/.exec(key)?.[1]

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

/** Opens the store of files: a folder, or an S3 bucket by configuration. Names of people's files never reach it. */
export async function openFiles(where: { folder: string } | Bucket): Promise<Files> {
  const { disk, put, take, part, list, move, copy, dropUnfinished } =
    'folder' in where ? folderOf(where.folder) : await bucketOf(where)
  const there = async (hash: string) => ((await disk.exists(place(hash))) ? place(hash) : aside(hash))
  return {
    put: async (bytes) => {
      const hash = createHash('sha256').update(bytes).digest('hex')
      if (!(await disk.exists(place(hash)))) await put(place(hash), bytes)
      return hash
    },
    take: async (path) => {
      const { size } = await stat(path)
      const hash = await hashOf(path)
      if (await disk.exists(place(hash))) await rm(path)
      else await take(path, place(hash))
      return { hash, bytes: size }
    },
    read: async (hash, wanted) => {
      const key = await there(hash)
      return wanted ? part(key, wanted) : disk.getStream(key)
    },
    bytes: async (hash) => disk.getBytes(await there(hash)),
    has: async (hash) => (await disk.exists(place(hash))) || disk.exists(aside(hash)),
    async *list(which) {
      for await (const { key, since } of list(which === 'aside' ? 'aside/' : '')) {
        const hash = hashIn(key)
        if (hash !== undefined && key.startsWith('aside/') === (which === 'aside')) yield { hash, since }
      }
    },
    setAside: (hash, at) => move(place(hash), aside(hash), at),
    takeBack: async (hash, at) => {
      if (await disk.exists(place(hash))) await disk.delete(aside(hash))
      else await copy(aside(hash), place(hash), at)
    },
    remove: (hash) => disk.delete(aside(hash)),
    dropUnfinished,
  }
}
