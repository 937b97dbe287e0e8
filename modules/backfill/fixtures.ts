import { newId } from '#kernel/ids'
import type { Candidate, KnownOutcome, Line } from './model.ts'
import { nameKeys } from './rules/index.ts'

/** Builders for tests; say only what matters. */
export const aLine = (facts: Partial<Line> = {}): Line => ({
  line: 2,
  editionId: newId<'edition'>(),
  label: facts.latin ?? facts.han ?? '',
  han: '',
  latin: '',
  email: null,
  country: null,
  organisation: '',
  type: null,
  form: null,
  registryNumber: null,
  amount: null,
  happenedOn: null,
  ...facts,
})

export function known(facts: Partial<Candidate> = {}): Candidate {
  const id = newId<'person'>()
  const whole = {
    kind: 'person' as const,
    id,
    low: id,
    han: '',
    latin: '',
    email: null,
    organisation: '',
    ...facts,
  }
  return { ...whole, keys: nameKeys(whole) }
}

export function knownOutcome(facts: Partial<KnownOutcome> = {}): KnownOutcome {
  const id = newId<'outcome'>()
  return {
    ...{ kind: 'outcome' as const, id, low: id, type: 'post', organisation: '' },
    ...{ registryNumber: null, amount: null, happenedOn: null },
    ...facts,
  }
}
