import { z } from 'zod'
import { command, type Tx } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { line } from '#kernel/text'
import { dateIn } from '#kernel/time'
import { findEdition } from '#modules/programme'
import { may } from '../access.ts'
import { TrancheId } from '../model.ts'
import * as rules from '../rules.ts'
import * as store from '../store.ts'
import { Day, Reason, writerOf } from './input.ts'

/** The tranche and its claim, both held: a withdrawal and a payment at once see each other. */
async function held(tx: Tx, id: TrancheId) {
  const tranche = await store.lockTranche(tx, id)
  const claim = tranche && (await store.lockClaim(tx, tranche.claimId))
  if (!tranche || !claim) throw notFound()
  const edition = await findEdition(tx, claim.editionId)
  if (!edition) throw notFound()
  return { tranche, claim, zone: edition.zone }
}

type Held = Awaited<ReturnType<typeof held>>
const pays = (actor: Parameters<typeof may.pay>[0], { claim }: Held) => may.pay(actor, claim)
const subjectOf = ({ id }: { id: string }, { claim }: Held) => ({
  type: 'tranche',
  id,
  stationId: claim.stationId,
})

/** Writes down that a tranche was paid: when, and by which reference it is found in the books. */
export const putTranche = command({
  name: 'policies.put_tranche',
  input: z.object({ trancheId: TrancheId, paidOn: Day, reference: line(120) }),
  load: (tx, { trancheId }) => held(tx, trancheId),
  allow: pays,
  decide: ({ tranche, claim, zone }, { paidOn, reference }, { actor, at }) =>
    rules.put(
      { claim, tranche, by: writerOf(actor), at },
      { paidOn, reference },
      { today: dateIn(at, zone), decided: dateIn(claim.decidedAt ?? at, zone) },
    ),
  save: store.saveTranche,
  audit: subjectOf,
})

/** Another person confirms that it was; from then on it counts as paid. */
export const confirmTranche = command({
  name: 'policies.confirm_tranche',
  input: z.object({ trancheId: TrancheId }),
  load: (tx, { trancheId }) => held(tx, trancheId),
  allow: pays,
  decide: ({ tranche, claim }, _input, { actor, at }) =>
    rules.confirm({ claim, tranche, by: writerOf(actor), at }),
  save: store.saveTranche,
  audit: subjectOf,
})

/** Written down in error and not confirmed yet: it is planned again. */
export const takeBackTranche = command({
  name: 'policies.take_back_tranche',
  input: z.object({ trancheId: TrancheId }),
  load: (tx, { trancheId }) => held(tx, trancheId),
  allow: pays,
  decide: ({ tranche, claim }, _input, { actor, at }) =>
    rules.takeBack({ claim, tranche, by: writerOf(actor), at }),
  save: store.saveTranche,
  audit: subjectOf,
})

/** The money came back: the line stays with the reason, and counts no longer. */
export const reverseTranche = command({
  name: 'policies.reverse_tranche',
  input: z.object({ trancheId: TrancheId, reason: Reason }),
  load: (tx, { trancheId }) => held(tx, trancheId),
  allow: pays,
  decide: ({ tranche, claim }, { reason }, { actor, at }) =>
    rules.reverse({ claim, tranche, by: writerOf(actor), at }, reason),
  save: store.saveTranche,
  audit: subjectOf,
})
