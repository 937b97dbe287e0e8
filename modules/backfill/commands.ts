import { z } from 'zod'
import { personIdOf } from '#kernel/access'
import { command } from '#kernel/command'
import { forbidden, invalidField, notFound } from '#kernel/errors'
import { type Id, newId } from '#kernel/ids'
import { line } from '#kernel/text'
import { isPlainDate, type PlainDate } from '#kernel/time'
import { findPerson, PersonId } from '#modules/people'
import { EditionId } from '#modules/programme'
import { StationId } from '#modules/stations'
import { may } from './access.ts'
import { isWithdrawn, noLines } from './errors.ts'
import {
  type Batch,
  BatchId,
  batchKinds,
  type Candidate,
  type KnownOutcome,
  type Line,
  type Match,
  type Row,
  RowId,
} from './model.ts'
import * as rules from './rules/index.ts'
import * as store from './store.ts'

const text = z.string().max(600)
const LineInput = z.object({
  line: z.number().int().positive(),
  editionId: EditionId,
  label: text,
  han: text,
  latin: text,
  email: text.nullable(),
  country: z.string().length(2).nullable(),
  organisation: text,
  type: text.nullable(),
  form: text.nullable(),
  registryNumber: text.nullable(),
  amount: z.object({ minor: z.number().int().nonnegative(), currency: z.string().length(3) }).nullable(),
  happenedOn: z.custom<PlainDate>(isPlainDate).nullable(),
})

/** Rows with their matches: among who is known, and among the earlier lines of the same sheet. */
function matched(
  kind: Batch['kind'],
  lines: readonly Line[],
  people: readonly Candidate[],
  outcomes: readonly KnownOutcome[],
  make: (line: Line, match: Match, keys: readonly string[]) => Row,
): Row[] {
  const byKey = new Map<string, Candidate[]>()
  const note = (candidate: Candidate) => {
    for (const key of [...candidate.keys, candidate.email ?? ''])
      if (key !== '') byKey.set(key, [...(byKey.get(key) ?? []), candidate])
  }
  for (const candidate of people) note(candidate)
  const known = [...outcomes]
  return lines.map((each) => {
    if (kind === 'outcomes') {
      const row = make(each, rules.matchOutcome(each, known), [])
      if (row.certainty === 'unlinked')
        known.push({ ...each, kind: 'row', id: row.id, low: row.low, type: each.type ?? '' })
      return row
    }
    const keys = rules.nameKeys(each)
    const near = new Set([...keys, each.email ?? ''].flatMap((key) => byKey.get(key) ?? []))
    const row = make(each, rules.matchPerson(each, [...near]), keys)
    if (row.certainty === 'unlinked') note({ ...each, kind: 'row', id: row.id, low: row.low, keys })
    return row
  })
}

/** A sheet of old comes in: every line becomes a row that is certain, probable or unlinked, and counts at once as a range. */
export const importSheet = command({
  name: 'backfill.import',
  input: z.object({
    kind: z.enum(batchKinds),
    stationId: StationId.nullable(),
    fileName: line(200),
    fileHash: z.string().regex(/^[0-9a-f]{64}$/),
    lines: z.array(LineInput).max(60_000),
    skipped: z.array(z.object({ line: z.number(), why: z.string().max(40) })).max(60_000),
    madeUp: z.boolean().default(false),
  }),
  load: async (tx, { kind, lines }) => ({
    people:
      kind === 'people'
        ? await store.candidates(
            tx,
            lines.flatMap(({ email }) => email ?? []),
            [...new Set(lines.flatMap((each) => rules.nameKeys(each)))],
          )
        : [],
    outcomes:
      kind === 'outcomes'
        ? await store.knownOutcomes(
            tx,
            [...new Set(lines.map(({ organisation }) => organisation.toLowerCase()))],
            lines.flatMap(({ registryNumber }) => registryNumber?.toUpperCase().replace(/[\s.-]/g, '') ?? []),
          )
        : [],
  }),
  allow: (actor) => may.change(actor, undefined),
  decide: ({ people, outcomes }, { lines, skipped, ...input }, { actor, at }) => {
    const by = personIdOf(actor)
    if (by === null) throw forbidden()
    if (lines.length === 0) throw noLines()
    const batch: Batch = {
      ...{
        id: newId<'legacy_batch'>(),
        kind: input.kind,
        fileName: input.fileName,
        fileHash: input.fileHash,
      },
      ...{ state: 'counted', importedBy: by, importedAt: at, withdrawnAt: null, reason: null },
      skipped: skipped.slice(0, 500),
      madeUp: input.madeUp,
    }
    const make = (each: Line, match: Match, nameKeys: readonly string[]): Row => {
      const id = newId<'legacy_row'>()
      const { certainty, kind: matchKind, id: matchId, reasons } = match
      return {
        ...each,
        ...{ id, batchId: batch.id, stationId: input.stationId, kind: input.kind, nameKeys, certainty },
        ...{ found: certainty, matchKind, matchId, reasons, decided: 'machine', ...rules.ends(id, match) },
      }
    }
    return { batch, rows: matched(input.kind, lines, people, outcomes, make) }
  },
  save: (tx, { batch, rows }) => store.insertBatch(tx, batch, rows),
  audit: ({ batch }) => ({ type: 'legacy_batch', id: batch.id }),
})

/** A human says that rows are the same as their matches, or not; or takes that back. */
export const decideRows = command({
  name: 'backfill.decide',
  input: z.object({
    batchId: BatchId,
    rowIds: z.array(RowId).min(1, 'backfill.field_rows').max(500),
    decision: z.enum(['confirm', 'reject', 'undo']),
  }),
  load: async (tx, { batchId, rowIds }) => {
    const batch = await store.findBatch(tx, batchId)
    if (!batch) throw notFound()
    const rows = (await store.lockRows(tx, rowIds)).filter((row) => row.batchId === batchId)
    return { batch, rows, targets: await store.targetsOf(tx, rows) }
  },
  allow: (actor) => may.change(actor, undefined),
  decide: ({ batch, rows, targets }, { decision }, { actor }) => {
    const by = personIdOf(actor)
    if (by === null) throw forbidden()
    if (batch.state === 'withdrawn') throw isWithdrawn()
    const decided = rows.map((row) => rules.decide(row, decision, targets.get(row.matchId ?? '') ?? null))
    return { batch, rows: decided, decision, by }
  },
  save: (tx, { rows, decision, by }, { at }) => store.saveDecisions(tx, rows, { decision, by }, at),
  audit: ({ batch }) => ({ type: 'legacy_batch', id: batch.id }),
})

/**
 * A human says who a line is: somebody on record, whom the machine had not found or had not put first. It counts as that
 * person at both ends, and can be taken back as every decision.
 */
export const nameRow = command({
  name: 'backfill.name',
  input: z.object({ batchId: BatchId, rowId: RowId, personId: PersonId, reason: line(500) }),
  load: async (tx, { batchId, rowId, personId }) => {
    const batch = await store.findBatch(tx, batchId)
    const row = (await store.lockRows(tx, [rowId])).find((each) => each.batchId === batchId)
    if (!batch || !row) throw notFound()
    const person = await findPerson(tx, personId)
    if (!person || person.erasedAt !== null) throw invalidField('person', 'kernel.field_choose')
    return { batch, row }
  },
  allow: (actor) => may.change(actor, undefined),
  decide: ({ batch, row }, { personId, reason }, { actor }) => {
    const by = personIdOf(actor)
    if (by === null) throw forbidden()
    if (batch.state === 'withdrawn') throw isWithdrawn()
    return { batch, row: rules.name(row, personId), named: personId, reason, by }
  },
  save: (tx, { row, named, reason, by }, { at }) =>
    store.saveDecisions(tx, [row], { decision: 'name', by, named, reason }, at),
  audit: ({ batch }) => ({ type: 'legacy_batch', id: batch.id }),
})

/** The whole sheet is taken back: it counts no more, and stays as what was once believed. */
export const withdrawSheet = command({
  name: 'backfill.withdraw',
  input: z.object({ batchId: BatchId, reason: line(500) }),
  load: async (tx, { batchId }) => {
    const batch = await store.findBatch(tx, batchId)
    if (!batch) throw notFound()
    return batch
  },
  allow: (actor) => may.change(actor, undefined),
  decide: (batch, { reason }, { at }): Batch => {
    if (batch.state === 'withdrawn') throw isWithdrawn()
    return { ...batch, state: 'withdrawn', withdrawnAt: at, reason }
  },
  save: store.withdraw,
  audit: ({ id }) => ({ type: 'legacy_batch', id }),
})

/** For the export of a person's own data: what lists of old certainly say about them. Reads with that person's reach. */
export const ownLegacy = {
  name: 'legacy',
  read: (tx: Parameters<typeof store.ofPerson>[0], personId: Id<'person'>) => store.ofPerson(tx, personId),
}
