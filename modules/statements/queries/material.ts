import { z } from 'zod'
import { query } from '#kernel/command'
import type { Words } from '#kernel/i18n'
import { listEditions } from '#modules/programme'
import { listStations } from '#modules/stations'
import { may } from '../access.ts'
import { catalogue } from '../metrics/index.ts'
import * as store from '../store/material.ts'

/** What metrics are made of beside the records: organisers' own definitions, rates, costs, claims. */
export const readMaterial = (words: Words) =>
  query({
    name: 'statements.material',
    input: z.object({}),
    load: async (tx) => {
      const own = await store.ownMetrics(tx)
      return {
        own,
        entries: catalogue(words, own),
        rates: await store.rates(tx),
        costs: await store.costs(tx),
        claims: await store.claims(tx),
        editions: await listEditions(tx),
        stations: await listStations(tx),
      }
    },
    allow: (actor) => may.openRecords(actor, { state: 'released' }),
  })
