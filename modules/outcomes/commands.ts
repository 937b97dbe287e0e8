import { z } from 'zod'
import { command, type Tx } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { idOf, newId } from '#kernel/ids'
import { dateIn, isPlainDate, type PlainDate } from '#kernel/time'
import { EditionId, findEdition } from '#modules/programme'
import { StationId } from '#modules/stations'
import { may, mayState } from './access.ts'
import { told } from './facts.ts'
import { type Change, type Evidence, levels, type Outcome, OutcomeId, Terms } from './model.ts'
import * as rules from './rules.ts'
import * as store from './store.ts'

const Day = z.custom<PlainDate>(
  (value) => typeof value === 'string' && isPlainDate(value),
  'kernel.field_not_a_date',
)
const Line = z.string().trim().min(1).max(300)
const Reason = z.string().trim().min(1).max(2000)
const facts = { title: Line, organisation: z.string().trim().max(300), happenedOn: Day, terms: Terms }

const subjectOf = ({ outcome }: Change) => ({ type: 'outcome', id: outcome.id, stationId: outcome.stationId })

async function locked(tx: Tx, id: OutcomeId): Promise<Outcome> {
  const outcome = await store.lock(tx, id)
  if (!outcome) throw notFound()
  return outcome
}

async function withToday(tx: Tx, outcome: Outcome) {
  const edition = await findEdition(tx, outcome.editionId)
  if (!edition) throw notFound()
  return { outcome, zone: edition.zone }
}

/** Records that something came of the summit. It stands as "stated" until somebody else vouches for it. */
export const stateOutcome = command({
  name: 'outcomes.state',
  input: z.object({
    editionId: EditionId,
    stationId: StationId.nullable(),
    personId: idOf('person').nullable(),
    madeUp: z.boolean().default(false),
    ...facts,
  }),
  load: async (tx, { editionId }) => {
    const edition = await findEdition(tx, editionId)
    if (!edition) throw notFound()
    return edition
  },
  allow: (actor, _edition, { stationId }) => mayState(actor, stationId),
  decide: (edition, { madeUp, ...input }, { actor, at }) =>
    rules.state(input, actor, at, dateIn(at, edition.zone), madeUp),
  save: store.save,
  announce: (change) => [told(change)],
  audit: subjectOf,
})

/** A file (by the hash it is kept under) or a link that shows it. */
export const addEvidence = command({
  name: 'outcomes.add_evidence',
  input: z.object({
    outcomeId: OutcomeId,
    name: Line,
    evidence: z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('file'),
        fileHash: z.string().regex(/^[0-9a-f]{64}$/),
        mediaType: z.string().max(100),
      }),
      z.object({
        kind: z.literal('link'),
        link: z.url({ protocol: /^https?$/, error: 'outcomes.field_link' }).max(2000),
      }),
    ]),
  }),
  load: (tx, { outcomeId }) => locked(tx, outcomeId),
  allow: may.addEvidence,
  decide: (outcome, { name, evidence }, { actor, at }) => {
    const added = {
      id: newId<'evidence'>(),
      outcomeId: outcome.id,
      stationId: outcome.stationId,
      name,
      addedAt: at,
    }
    const by = actor.kind === 'person' ? actor.personId : outcome.claimantId
    const whole: Evidence = { ...added, addedBy: by, ...evidence }
    return rules.addEvidence(outcome, whole, actor, at)
  },
  save: store.save,
  announce: (change) => [told(change)],
  audit: subjectOf,
})

/** Someone else vouches for it at a higher level, and says on what ground. */
export const verifyOutcome = command({
  name: 'outcomes.verify',
  input: z.object({ outcomeId: OutcomeId, level: z.enum(levels), reason: Reason }),
  load: async (tx, { outcomeId }) => ({
    outcome: await locked(tx, outcomeId),
    evidence: await store.evidenceFor(tx, outcomeId),
  }),
  // Whom it is about may open the record, and is told by the rule why not to verify it.
  allow: (actor, { outcome }) => may.verify(actor, outcome) || may.view(actor, outcome),
  decide: (loaded, { level, reason }, { actor, at }) => rules.verify(loaded, { level, reason }, actor, at),
  save: store.save,
  announce: (change) => [told(change)],
  audit: subjectOf,
})

/** Says what it should have been. The earlier entry stays; the level starts again. */
export const correctOutcome = command({
  name: 'outcomes.correct',
  input: z.object({ outcomeId: OutcomeId, reason: Reason, ...facts }),
  load: async (tx, { outcomeId }) => withToday(tx, await locked(tx, outcomeId)),
  allow: (actor, { outcome }) => may.correct(actor, outcome),
  decide: ({ outcome, zone }, { reason, outcomeId: _id, ...input }, { actor, at }) =>
    rules.correct(outcome, input, reason, actor, at, dateIn(at, zone)),
  save: store.save,
  announce: (change) => [told(change)],
  audit: subjectOf,
})

/** Takes it out of every count; the entries stay and say why. */
export const withdrawOutcome = command({
  name: 'outcomes.withdraw',
  input: z.object({ outcomeId: OutcomeId, reason: Reason }),
  load: (tx, { outcomeId }) => locked(tx, outcomeId),
  allow: may.withdraw,
  decide: (outcome, { reason }, { actor, at }) => rules.withdraw(outcome, reason, actor, at),
  save: store.save,
  announce: (change) => [told(change)],
  audit: subjectOf,
})
