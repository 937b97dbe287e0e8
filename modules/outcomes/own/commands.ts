import { z } from 'zod'
import { personIdOf, signedIn } from '#kernel/access'
import { command, query } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { displayName } from '#kernel/names'
import { readPersons } from '#modules/people'
import { may } from '../access.ts'
import { told } from '../facts.ts'
import { entriesOf, personalOf } from '../log/store.ts'
import { OutcomeId } from '../model.ts'
import * as store from '../store.ts'
import * as rules from './rules.ts'

const Reason = z.string().trim().min(1).max(2000)

/** What is recorded about whoever asks, newest first. */
export const listOwnOutcomes = query({
  name: 'outcomes.list_own',
  input: z.object({}),
  load: (tx, _input, { actor }) => {
    const personId = personIdOf(actor)
    return personId === null ? Promise.resolve([]) : store.aboutPerson(tx, personId)
  },
  allow: signedIn,
})

/** Whom it is about says that it is wrong. */
export const disputeOutcome = command({
  name: 'outcomes.dispute',
  input: z.object({ outcomeId: OutcomeId, reason: Reason }),
  load: async (tx, { outcomeId }, { actor }) => {
    const outcome = await store.lock(tx, outcomeId)
    if (!outcome || !may.view(actor, outcome)) throw notFound()
    return outcome
  },
  allow: (actor, outcome) => may.dispute(actor, outcome),
  decide: (outcome, { reason }, { actor, at }) => rules.dispute(outcome, reason, actor, at),
  save: store.save,
  announce: told,
  audit: ({ outcome }) => ({ type: 'outcome', id: outcome.id, stationId: outcome.stationId }),
})

/** An organiser or a verifier decides: upheld takes the record out of every count, rejected leaves it as it was. */
export const decideDispute = command({
  name: 'outcomes.decide_dispute',
  input: z.object({ outcomeId: OutcomeId, upheld: z.boolean(), reason: Reason }),
  load: async (tx, { outcomeId }) => {
    const outcome = await store.lock(tx, outcomeId)
    if (!outcome) throw notFound()
    return outcome
  },
  allow: (actor, outcome) => may.decide(actor, outcome),
  decide: (outcome, given, { actor, at }) => rules.decide(outcome, given, actor, at),
  save: store.save,
  announce: told,
  audit: ({ outcome }) => ({ type: 'outcome', id: outcome.id, stationId: outcome.stationId }),
})

/** What the letter about a decided dispute says; null where whom it is about was erased or has no address. For the system. */
export const readDecision = query({
  name: 'outcomes.read_decision',
  input: z.object({ outcomeId: OutcomeId }),
  load: async (tx, { outcomeId }) => {
    const outcome = await store.find(tx, outcomeId)
    if (!outcome) throw notFound()
    const decided = (await entriesOf(tx, outcomeId)).findLast(({ body }) => body.includes('"kind":"decided"'))
    const kept = decided && (await personalOf(tx, outcomeId)).get(decided.id)
    const person = outcome.personId && (await readPersons(tx, [outcome.personId])).get(outcome.personId)
    if (!decided || !kept || !person || person.email === null) return null
    const { reason } = z.object({ reason: z.string() }).parse(JSON.parse(kept.data))
    const to = { email: person.email, name: displayName(person.name, person.locale), locale: person.locale }
    return { outcome, to, seq: decided.seq, upheld: outcome.state === 'withdrawn', reason }
  },
  allow: (actor) => actor.kind === 'system',
})
