import { z } from 'zod'
import { query } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { listEditions } from '#modules/programme'
import { listStations } from '#modules/stations'
import { may } from './access.ts'
import { BatchId, certainties } from './model.ts'
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
