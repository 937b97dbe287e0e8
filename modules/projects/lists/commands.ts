import { z } from 'zod'
import { command } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { newId } from '#kernel/ids'
import { bilingual } from '#kernel/text'
import { EditionId } from '#modules/programme'
import { mayList } from '../access.ts'
import { listFull } from '../errors.ts'
import { ListId, ProjectId } from '../model.ts'
import { findView } from '../show/store/views.ts'
import * as store from './store.ts'

const subjectOf = ({ id }: Pick<store.FeaturedList, 'id'>) => ({ type: 'project_list', id })

/** More than these nobody looks through on the first page. */
export const mostListed = 24

const lock = async (tx: Parameters<typeof store.lockList>[0], { listId }: { listId: ListId }) => {
  const list = await store.lockList(tx, listId)
  if (!list) throw notFound()
  return list
}

/** A new list, after the others. */
export const makeList = command({
  name: 'projects.make_list',
  input: z.object({ editionId: EditionId, title: bilingual({ max: 120 }) }),
  load: (tx, { editionId }) => store.listsOf(tx, editionId),
  allow: mayList,
  decide: (lists, { editionId, title }): store.FeaturedList => ({
    id: newId<'project_list'>(),
    editionId,
    title,
    position: Math.max(0, ...lists.map(({ position }) => position)) + 1,
    projectIds: [],
  }),
  save: store.saveList,
  audit: subjectOf,
})

export const renameList = command({
  name: 'projects.rename_list',
  input: z.object({ listId: ListId, title: bilingual({ max: 120 }) }),
  load: lock,
  allow: mayList,
  decide: (list, { title }) => ({ ...list, title }),
  save: store.saveList,
  audit: subjectOf,
})

export const removeList = command({
  name: 'projects.remove_list',
  input: z.object({ listId: ListId }),
  load: lock,
  allow: mayList,
  decide: (list) => list,
  save: (tx, { id }) => store.removeList(tx, id),
  audit: subjectOf,
})

/** Puts a project that is on show at the end of a list; one that is there already stays where it is. */
export const listProject = command({
  name: 'projects.list_project',
  input: z.object({ listId: ListId, slug: z.string().max(80) }),
  load: async (tx, { listId, slug }) => {
    const list = await lock(tx, { listId })
    const view = await findView(tx, list.editionId, slug, 'public')
    if (!view) throw notFound()
    return { list, view }
  },
  allow: mayList,
  decide: ({ list, view }) => {
    if (list.projectIds.includes(view.projectId)) return list
    if (list.projectIds.length >= mostListed) throw listFull(mostListed)
    return { ...list, projectIds: [...list.projectIds, view.projectId] }
  },
  save: store.saveList,
  audit: subjectOf,
})

/** Moves a project one place up or down in its list, or takes it out. At the end of the list it stays. */
export const moveListed = command({
  name: 'projects.move_listed',
  input: z.object({ listId: ListId, projectId: ProjectId, move: z.enum(['up', 'down', 'out']) }),
  load: lock,
  allow: mayList,
  decide: (list, { projectId, move }) => {
    const at = list.projectIds.indexOf(projectId)
    if (at < 0) throw notFound()
    const rest = list.projectIds.toSpliced(at, 1)
    if (move === 'out') return { ...list, projectIds: rest }
    return { ...list, projectIds: rest.toSpliced(Math.max(0, at + (move === 'up' ? -1 : 1)), 0, projectId) }
  },
  save: store.saveList,
  audit: subjectOf,
})
