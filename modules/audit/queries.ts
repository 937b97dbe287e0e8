import { z } from 'zod'
import { hasRole } from '#kernel/access'
import { query } from '#kernel/command'
import { readPersons } from '#modules/people'
import * as store from './store.ts'

const pageSize = 100

/** The trail, newest first, with the people behind the ids. */
export const listAudit = query({
  name: 'audit.list',
  input: z.object({ subjectId: z.string().max(100).nullable(), before: z.uuid().nullable() }),
  load: async (tx, filter) => {
    const entries = await store.list(tx, { ...filter, limit: pageSize })
    const people = await readPersons(tx, [
      ...new Set(entries.flatMap(({ personId }) => (personId ? [personId] : []))),
    ])
    return { entries, people, more: entries.length === pageSize }
  },
  allow: hasRole('administrator', 'organiser', 'auditor'),
})
