import { z } from 'zod'
import { command } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { newId } from '#kernel/ids'
import { isCurrency } from '#kernel/money'
import { bilingual, line } from '#kernel/text'
import { isPlainDate, type PlainDate } from '#kernel/time'
import { EditionId, findEdition, findProgramme } from '#modules/programme'
import { findStation, StationId } from '#modules/stations'
import { may } from '../access.ts'
import { type Claim, ClaimId, type Cost, CostId, type Rate, RateId } from '../model.ts'
import { writerOf } from '../rules/index.ts'
import * as store from '../store/material.ts'

const Day = z.custom<PlainDate>(
  (value) => typeof value === 'string' && isPlainDate(value),
  'kernel.field_not_a_date',
)
const Currency = z.string().refine(isCurrency, 'statements.field_currency')
const Link = z.url({ protocol: /^https?$/, error: 'statements.field_link' }).max(2000)
const host = (actor: Parameters<typeof may.draft>[0]) => may.draft(actor, { state: 'draft' })

const there = <One extends { id: string }>(all: readonly One[], id: One['id']): One => {
  const found = all.find((one) => one.id === id)
  if (!found) throw notFound()
  return found
}

/** A dated rate with its source, as an organiser entered it. One a day and pair; a wrong one is withdrawn first. */
export const enterRate = command({
  name: 'statements.enter_rate',
  input: z
    .object({
      currency: Currency,
      target: Currency,
      onDay: Day,
      rate: z.number({ error: 'statements.field_rate' }).positive('statements.field_rate').max(1_000_000),
      sourceTitle: line(200),
      sourceUrl: Link,
    })
    .refine(({ currency, target }) => currency !== target, {
      message: 'statements.field_same_currency',
      path: ['target'],
    }),
  load: async () => null,
  allow: host,
  decide: (_none, input, { actor, at }): Rate => ({
    ...input,
    id: newId<'rate'>(),
    enteredBy: writerOf(actor),
    enteredAt: at,
  }),
  save: store.insertRate,
  audit: ({ id }) => ({ type: 'rate', id }),
})

export const withdrawRate = command({
  name: 'statements.withdraw_rate',
  input: z.object({ rateId: RateId }),
  load: async (tx, { rateId }) => there(await store.rates(tx), rateId),
  allow: host,
  decide: ({ id }) => id,
  save: (tx, id, { at }) => store.withdrawRate(tx, id, at),
  audit: (id) => ({ type: 'rate', id }),
})

/** Money spent on an edition, of one station or of the whole. */
export const enterCost = command({
  name: 'statements.enter_cost',
  input: z.object({
    editionId: EditionId,
    stationId: StationId.nullable(),
    minor: z.number().int().positive('statements.field_amount').max(Number.MAX_SAFE_INTEGER),
    currency: Currency,
    spentOn: Day,
    label: line(200),
  }),
  load: async (tx, { editionId, stationId }) => {
    const edition = await findEdition(tx, editionId)
    const station = stationId === null ? true : await findStation(tx, stationId)
    if (!edition || !station) throw notFound()
    return edition
  },
  allow: host,
  decide: (_edition, { minor, currency, ...input }, { actor, at }): Cost => ({
    ...input,
    amount: { minor, currency },
    id: newId<'cost'>(),
    enteredBy: writerOf(actor),
    enteredAt: at,
  }),
  save: store.insertCost,
  audit: ({ id, stationId }) => ({ type: 'cost', id, stationId }),
})

export const withdrawCost = command({
  name: 'statements.withdraw_cost',
  input: z.object({ costId: CostId }),
  load: async (tx, { costId }) => there(await store.costs(tx), costId),
  allow: host,
  decide: ({ id }) => id,
  save: (tx, id, { at }) => store.withdrawCost(tx, id, at),
  audit: (id) => ({ type: 'cost', id }),
})

/** A total the programme published itself, with where it stands: shown as stated, never added to anything. */
export const noteClaim = command({
  name: 'statements.note_claim',
  input: z.object({
    metric: z.string().max(60).nullable(),
    label: bilingual({ max: 120 }),
    valueText: bilingual({ max: 120 }),
    statedOn: line(40),
    sourceTitle: line(200),
    sourceUrl: Link,
  }),
  load: async (tx) => {
    const programme = await findProgramme(tx)
    if (!programme) throw notFound()
    return { programme, claims: await store.claims(tx) }
  },
  allow: host,
  decide: ({ programme, claims }, input): Claim => ({
    ...input,
    id: newId<'claim'>(),
    programmeId: programme.id,
    position: Math.max(0, ...claims.map(({ position }) => position)) + 1,
  }),
  save: store.insertClaim,
  audit: ({ id }) => ({ type: 'claim', id }),
})

export const removeClaim = command({
  name: 'statements.remove_claim',
  input: z.object({ claimId: ClaimId }),
  load: async (tx, { claimId }) => there(await store.claims(tx), claimId),
  allow: host,
  decide: ({ id }) => id,
  save: store.removeClaim,
  audit: (id) => ({ type: 'claim', id }),
})
