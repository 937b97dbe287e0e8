import { createReadStream } from 'node:fs'
import { mkdir, readdir, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'

/** Files that come in pieces and go on after the line broke, by the protocol of tus.io; kept apart until they are whole. */
export type Uploads = {
  /** Answers one request of the protocol about the upload `id`: creating, asking how far it is, a piece, giving up. */
  answer(request: Request, id: string): Promise<Response>
  /** How far it is, and where it lies; null when it is not there. */
  find(id: string): Promise<{ path: string; bytes: number } | null>
  /** Its first 64 bytes, which tell what it is. */
  beginning(id: string): Promise<Uint8Array>
  remove(id: string): Promise<void>
  /** Whether the disk has room for so much, and some to spare. */
  hasRoom(bytes: number): Promise<boolean>
  /** What lies there. */
  list(): Promise<string[]>
}

const spare = 1024 ** 3

/** Opens a folder for uploads of at most `largest` bytes each. Several processes have to share the folder. */
export async function openUploads(folder: string, largest: number): Promise<Uploads> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const names = new WeakMap<Request, string>()
  const nameOf = (request: object) => names.get(request as Request) ?? ''
  const place = (id: string) => {
    if (!/^[0-9a-f-]{36}$/.test(id)) throw new Error('not an upload of ours')
    return join(folder, id)
  }
  let server: Promise<{ handleWeb(request: Request): Promise<Response> }> | undefined
  const open = async () => {
    // Few processes ever take a film in.
    const [{ Server }, { FileStore }] = await Promise.all([import('@tus/server'), import('@tus/file-store')])
    return new Server({
      path: '/',
      datastore: new FileStore({ directory: folder }),
      maxSize: largest,
      allowedOrigins: [],
      namingFunction: nameOf,
      getFileIdFromRequest: nameOf,
      generateUrl: (request, { id }) => `${new URL(request.url).pathname}/${id}`,
    })
  }
  const find: Uploads['find'] = async (id) => {
    try {
      return { path: place(id), bytes: (await stat(place(id))).size }
    } catch {
      return null
    }
  }
  return {
    answer: async (request, id) => {
      place(id)
      // Creating carries no bytes: they come in pieces, each asked for permission again.
      const asked =
        request.method === 'POST'
          ? new Request(request.url, { method: 'POST', headers: request.headers })
          : request
      names.set(asked, id)
      server ??= open()
      return (await server).handleWeb(asked)
    },
    find,
    beginning: async (id) => {
      const parts: Uint8Array[] = []
      for await (const part of createReadStream(place(id), { end: 63 })) parts.push(part)
      return Buffer.concat(parts)
    },
    remove: async (id) => {
      await Promise.all([rm(place(id), { force: true }), rm(`${place(id)}.json`, { force: true })])
    },
    hasRoom: async (bytes) => {
      const { bavail, bsize } = await statfs(folder)
      return bavail * bsize > bytes + spare
    },
    list: async () => (await readdir(folder)).filter((name) => /^[0-9a-f-]{36}$/.test(name)),
  }
}
