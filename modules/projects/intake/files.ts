import { z } from 'zod'
import { personIdOf } from '#kernel/access'
import { command, type Moment } from '#kernel/command'
import { invalidField, notFound } from '#kernel/errors'
import { newId } from '#kernel/ids'
import { line } from '#kernel/text'
import { may } from '../access.ts'
import { fileKinds, type Project, type ProjectFile, ProjectFileId, ProjectId } from '../model.ts'
import * as rules from '../rules.ts'
import type { Whole } from '../store.ts'
import { about, lockWhole, subjectOf } from './commands.ts'
import * as store from './store.ts'

const mediaOfKind = {
  deck: ['application/pdf'],
  document: ['application/pdf'],
  image: ['image/webp'],
  poster: ['image/webp'],
  video: ['video/mp4', 'video/webm'],
  captions: ['text/vtt'],
} as const

/** A file that was already taken in and looked at by its bytes. */
export const FileFacts = z.object({
  kind: z.enum(fileKinds),
  name: line(200),
  mediaType: z.string().max(60),
  bytes: z.number().int().min(1),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  width: z.number().int().nullable().default(null),
  height: z.number().int().nullable().default(null),
  language: z.enum(['en', 'zh']).nullable().default(null),
})

/** The file as one of the project's. Refuses another type than its kind has, and one too many. */
export function newFile(
  { project, files }: Whole,
  given: z.output<typeof FileFacts>,
  { actor, at }: Moment,
): { project: Project; file: ProjectFile } {
  if (!(mediaOfKind[given.kind] as readonly string[]).includes(given.mediaType))
    throw invalidField('file', `projects.field_file_${given.kind}`)
  rules.mustHaveRoom(given.kind, files, given.language)
  return {
    project: rules.rewrite(project, {}, project.version, at),
    file: {
      ...given,
      id: newId<'project_file'>(),
      projectId: project.id,
      addedBy: personIdOf(actor),
      addedAt: at,
      position: Math.max(0, ...files.map(({ position }) => position)) + 1,
    },
  }
}

/** Puts a file on the project. */
export const addFile = command({
  name: 'projects.add_file',
  input: FileFacts.extend({ projectId: ProjectId }),
  load: (tx, { projectId }) => lockWhole(tx, projectId),
  allow: (actor, whole) => may.edit(actor, about(whole)),
  decide: (whole, { projectId: _id, ...given }, moment) => newFile(whole, given, moment),
  save: (tx, { project, file }) => store.insertFile(tx, file, project.stationId),
  audit: subjectOf,
})

export const removeFile = command({
  name: 'projects.remove_file',
  input: z.object({ projectId: ProjectId, fileId: ProjectFileId }),
  load: (tx, { projectId }) => lockWhole(tx, projectId),
  allow: (actor, whole) => may.edit(actor, about(whole)),
  decide: ({ project, files }, { fileId }, { at }) => {
    const removed = files.find(({ id }) => id === fileId)
    if (!removed) throw notFound()
    return { project: rules.rewrite(project, {}, project.version, at), removed }
  },
  save: (tx, { removed }) => store.removeFile(tx, removed.id),
  audit: subjectOf,
})
