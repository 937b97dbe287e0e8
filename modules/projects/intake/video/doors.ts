import { signedIn } from '#kernel/access'
import { invalidField, notFound } from '#kernel/errors'
import { type Files, mediaOf, type Uploads } from '#platform/files'
import { type Route, upload, type Visit } from '#platform/http'
import { noRoom } from '../../errors.ts'
import { projectIn } from '../../parts.tsx'
import { dropUpload, finishUpload, readUpload, startUpload, UploadId } from './commands.ts'

export type FilmPorts = { files: Files; uploads: Uploads }

/** What the protocol's header says the file is called; whatever it says, it is only shown. */
function nameIn(header: string | null): string {
  const told = /(?:^|,)\s*filename ([A-Za-z0-9+/=]+)/.exec(header ?? '')?.[1]
  return told === undefined ? '' : Buffer.from(told, 'base64').toString('utf8').trim().slice(0, 200)
}

const begin = ({ uploads }: FilmPorts): Route =>
  upload({
    path: '/projects/:project/video/uploads',
    who: signedIn,
    methods: ['POST'],
    receive: async (visit) => {
      const { request, use } = visit
      const told = request.headers.get('upload-length') ?? ''
      if (!/^\d{1,15}$/.test(told)) throw invalidField('file', 'kernel.field_required')
      const bytes = Number(told)
      if (!(await uploads.hasRoom(bytes))) throw noRoom()
      const name = nameIn(request.headers.get('upload-metadata')) || 'video'
      const started = await use.run(startUpload, { projectId: projectIn(visit), name, bytes })
      if (started.before) await uploads.remove(started.before.id)
      return uploads.answer(request, started.upload.id)
    },
  })

function uploadIn(visit: Visit) {
  const id = UploadId.safeParse(visit.params.upload)
  if (!id.success) throw notFound()
  return { projectId: projectIn(visit), uploadId: id.data }
}

const goOn = ({ files, uploads }: FilmPorts): Route =>
  upload({
    path: '/projects/:project/video/uploads/:upload',
    who: signedIn,
    methods: ['HEAD', 'PATCH', 'DELETE'],
    receive: async (visit) => {
      const { request, use } = visit
      // The router brings GET here as well; what is under way is nobody's to read.
      if (request.method === 'GET') throw notFound()
      const which = uploadIn(visit)
      const { upload: under } = await use.ask(readUpload, which)
      if (request.method === 'DELETE') {
        await use.run(dropUpload, which)
        return uploads.answer(request, under.id)
      }
      const answer = await uploads.answer(request, under.id)
      const there = await uploads.find(under.id)
      if (request.method === 'HEAD' || !answer.ok || !there) return answer
      const whole = there.bytes >= under.bytes
      if (there.bytes < 64 && !whole) return answer
      const media = mediaOf(await uploads.beginning(under.id))
      if (media?.kind !== 'video') {
        await use.run(dropUpload, which)
        await uploads.remove(under.id)
        throw invalidField('file', 'projects.field_file_video')
      }
      if (!whole) return answer
      const file = { kind: 'video' as const, name: under.name, mediaType: media.media }
      const taken = await files.take(there.path)
      await use.run(finishUpload, { ...which, file: { ...file, ...taken } })
      await uploads.remove(under.id)
      return answer
    },
  })

export const filmRoutes = (ports: FilmPorts): readonly Route[] => [begin(ports), goOn(ports)]
