import { z } from 'zod'
import { personIdOf } from '#kernel/access'
import { command, query, type Tx } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { idOf, newId } from '#kernel/ids'
import { line } from '#kernel/text'
import { plus } from '#kernel/time'
import { may } from '../../access.ts'
import * as errors from '../../errors.ts'
import { ProjectId } from '../../model.ts'
import * as rules from '../../rules.ts'
import { find } from '../../store.ts'
import { about, lockWhole, subjectOf } from '../commands.ts'
import { FileFacts, newFile } from '../files.ts'
import { insertFile } from '../store.ts'
import * as store from './store.ts'

export const UploadId = idOf('project_upload')

const days = { days: 7 }

/**
 * Begins a film that comes in pieces; one that was under way for the project is given up. Refuses what is too large,
 * a second film, and more under way than one person may have.
 */
export const startUpload = command({
  name: 'projects.start_upload',
  input: z.object({ projectId: ProjectId, name: line(200), bytes: z.number().int().min(1) }),
  load: async (tx, { projectId }, { actor, at }) => {
    const whole = await lockWhole(tx, projectId)
    const personId = personIdOf(actor)
    if (personId === null) throw notFound()
    return {
      ...whole,
      personId,
      before: await store.uploadOf(tx, projectId),
      elsewhere: await store.bytesUnderWay(tx, personId, projectId, at),
    }
  },
  allow: (actor, whole) => may.edit(actor, about(whole)),
  decide: ({ project, files, before, elsewhere, personId }, { projectId, name, bytes }, { at }) => {
    rules.mustTake(bytes, elsewhere)
    rules.mustHaveRoom('video', files)
    rules.rewrite(project, {}, project.version, at)
    const upload: store.Upload = {
      id: newId<'project_upload'>(),
      projectId,
      personId,
      name,
      bytes,
      startedAt: at,
      expiresAt: plus(at, days),
    }
    return { project, upload, before }
  },
  save: async (tx, { project, upload, before }) => {
    if (before) await store.removeUpload(tx, before.id)
    await store.insertUpload(tx, upload, project.stationId)
  },
  audit: subjectOf,
})

const uploadQuestion = z.object({ projectId: ProjectId, uploadId: UploadId })

/** The upload that is under way, for whoever may go on with it. */
export const readUpload = query({
  name: 'projects.upload',
  input: uploadQuestion,
  load: async (tx, { projectId, uploadId }, { actor, at }) => {
    const whole = await find(tx, projectId)
    const upload = await store.uploadOf(tx, projectId)
    if (!whole || upload?.id !== uploadId || !may.edit(actor, about(whole))) throw notFound()
    if (upload.expiresAt <= at) throw errors.uploadOver()
    return { ...whole, upload }
  },
  allow: (actor, whole) => may.edit(actor, about(whole)),
})

const lockUpload = async (tx: Tx, { projectId, uploadId }: z.output<typeof uploadQuestion>) => {
  const whole = await lockWhole(tx, projectId)
  const upload = await store.uploadOf(tx, projectId)
  if (upload?.id !== uploadId) throw notFound()
  return { ...whole, upload }
}

/** Every byte is there and is a film: it is the project's. Should it not be taken, the house's sweep finds its bytes held by nobody. */
export const finishUpload = command({
  name: 'projects.finish_upload',
  input: uploadQuestion.extend({ file: FileFacts }),
  load: lockUpload,
  allow: (actor, whole) => may.edit(actor, about(whole)),
  decide: (whole, { file }, moment) => ({ ...newFile(whole, file, moment), upload: whole.upload }),
  save: async (tx, { project, file, upload }) => {
    await insertFile(tx, file, project.stationId)
    await store.removeUpload(tx, upload.id)
  },
  audit: subjectOf,
})

/** Gives an upload up. */
export const dropUpload = command({
  name: 'projects.drop_upload',
  input: uploadQuestion,
  load: lockUpload,
  allow: (actor, whole) => may.edit(actor, about(whole)),
  decide: ({ project, upload }) => ({ project, upload }),
  save: (tx, { upload }) => store.removeUpload(tx, upload.id),
  audit: subjectOf,
})
