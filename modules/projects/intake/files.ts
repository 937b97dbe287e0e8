import { z } from 'zod'
import { personIdOf } from '#kernel/access'
import { command } from '#kernel/command'
import { invalidField, notFound } from '#kernel/errors'
import { newId } from '#kernel/ids'
import { line } from '#kernel/text'
import { may } from '../access.ts'
import { fileKinds, type ProjectFile, ProjectFileId, ProjectId } from '../model.ts'
import * as rules from '../rules.ts'
import { about, lockWhole, subjectOf } from './commands.ts'
import * as store from './store.ts'

const mediaOfKind = {
  deck: ['application/pdf'],
  document: ['application/pdf'],
  image: ['image/webp'],
  video: ['video/mp4', 'video/webm'],
  captions: ['text/vtt'],
} as const

/** Puts a file that was already taken in and looked at by its bytes on the project. */
export const addFile = command({
  name: 'projects.add_file',
  input: z.object({
    projectId: ProjectId,
    kind: z.enum(fileKinds),
    name: line(200),
    mediaType: z.string().max(60),
    bytes: z.number().int().min(1),
    hash: z.string().regex(/^[0-9a-f]{64}$/),
    width: z.number().int().nullable().default(null),
    height: z.number().int().nullable().default(null),
    language: z.enum(['en', 'zh']).nullable().default(null),
  }),
  load: (tx, { projectId }) => lockWhole(tx, projectId),
  allow: (actor, whole) => may.edit(actor, about(whole)),
  decide: ({ project, files }, { projectId, ...given }, { actor, at }) => {
    if (!(mediaOfKind[given.kind] as readonly string[]).includes(given.mediaType))
      throw invalidField('file', `projects.field_file_${given.kind}`)
    rules.mustHaveRoom(given.kind, files)
    const changed = rules.rewrite(project, {}, project.version, at)
    const file: ProjectFile = {
      ...given,
      id: newId<'project_file'>(),
      projectId,
      addedBy: personIdOf(actor),
      addedAt: at,
      position: Math.max(0, ...files.map(({ position }) => position)) + 1,
    }
    return { project: changed, file }
  },
  save: (tx, { project, file }) => store.insertFile(tx, file, project.stationId),
  audit: subjectOf,
})

export const removeFile = command({
  name: 'projects.remove_file',
  input: z.object({ projectId: ProjectId, fileId: ProjectFileId }),
  load: (tx, { projectId }) => lockWhole(tx, projectId),
  allow: (actor, whole) => may.edit(actor, about(whole)),
  decide: ({ project, files }, { fileId }, { at }) => {
    if (!files.some(({ id }) => id === fileId)) throw notFound()
    return { project: rules.rewrite(project, {}, project.version, at), fileId }
  },
  save: (tx, { fileId }) => store.removeFile(tx, fileId),
  audit: subjectOf,
})
