import { z } from 'zod'
import { query } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { readPersons } from '#modules/people'
import { listEditions } from '#modules/programme'
import { listStations } from '#modules/stations'
import { may } from './access.ts'
import { BatchId, certainties, RowId } from './model.ts'
import * as store from './store.ts'

export const pageSize = 100

/** The sheets that came in, and what a new one is asked for. */
export const readSheets = query({
  name: 'backfill.sheets',
  input: z.object({}),
  load: async (tx) => ({
    batches: await store.batches(tx),
    editions: await listEditions(tx),
    stations: await listStations(tx),
  }),
  allow: (actor) => may.read(actor, undefined),
})

/** One sheet and its rows of a certainty, with who they are matched with. */
export const readSheet = query({
  name: 'backfill.sheet',
  input: z.object({
    batchId: BatchId,
    certainty: z.enum(certainties).nullable(),
    after: z.number().int().min(0).default(0),
  }),
  load: async (tx, { batchId, certainty, after }) => {
    const batch = (await store.batches(tx)).find(({ id }) => id === batchId)
    if (!batch) throw notFound()
    const rows = await store.rowsOf(tx, batchId, certainty, after, pageSize)
    return { batch, rows, names: await store.namesOf(tx, rows), editions: await listEditions(tx) }
  },
  allow: (actor) => may.read(actor, undefined),
})

/** More than these are not worth reading: another part of the name finds fewer. */
export const mostFound = 20

/** One line: what was found for it, what was decided and by whom, and who on record the words find. */
export const readRow = query({
  name: 'backfill.row',
  input: z.object({
    batchId: BatchId,
    rowId: RowId,
    /** Null looks for whoever is called as the line says. */
    find: z.string().trim().max(100).nullable(),
  }),
  load: async (tx, { batchId, rowId, find: asked }, { actor }) => {
    const batch = (await store.batches(tx)).find(({ id }) => id === batchId)
    const row = batch && (await store.findRow(tx, batchId, rowId))
    if (!batch || !row) throw notFound()
    const find = (asked ?? (row.han || row.latin)).slice(0, 100)
    const decisions = await store.decisionsOf(tx, rowId)
    const ids = decisions.flatMap(({ by, named }) => [by, ...(named ? [named] : [])])
    // Who looks for people has something to decide; an auditor reads what was decided.
    const looks = find !== '' && row.kind === 'people' && may.change(actor, undefined)
    return {
      ...{ batch, row, find, decisions },
      names: await store.namesOf(tx, [row]),
      people: await readPersons(tx, ids),
      found: looks ? await store.peopleFound(tx, find, mostFound) : [],
      editions: await listEditions(tx),
    }
  },
  allow: (actor) => may.read(actor, undefined),
})
