import { newId } from '#kernel/ids'
import { instant, plainDate } from '#kernel/time'
import { noLinks, type Outcome } from './model.ts'

/** An outcome for tests; say only what matters. */
export const anOutcome = (facts: Partial<Outcome> = {}): Outcome => ({
  id: newId<'outcome'>(),
  editionId: newId<'edition'>(),
  stationId: null,
  terms: { type: 'post', form: 'full_time' },
  title: 'A post taken up',
  organisation: 'An institute',
  ...noLinks,
  happenedOn: plainDate('2019-07-01'),
  level: 'stated',
  vouchedAt: instant('2019-07-01T08:00:00Z'),
  pending: null,
  state: 'standing',
  disputed: false,
  claimantId: newId<'person'>(),
  claimantStations: [],
  lastSeenOn: plainDate('2019-07-01'),
  endedOn: null,
  lostOn: null,
  recordedAt: instant('2019-07-01T08:00:00Z'),
  changedAt: instant('2019-07-01T08:00:00Z'),
  madeUp: true,
  ...facts,
})
