import { newId } from '#kernel/ids'
import { instant, plainDate } from '#kernel/time'
import { type CountedMetric, Counting } from './metrics/index.ts'
import type { Counted, Figure, Rate, Statement } from './model.ts'

/** Builders for tests; say only what matters. */
export const aMetric = (facts: Partial<CountedMetric> = {}): CountedMetric => ({
  kind: 'counted',
  id: 'a_metric',
  version: 1,
  ...Counting.parse({ source: 'outcomes', unit: 'outcomes' }),
  ...facts,
})

export const aCounted = (facts: Partial<Counted> = {}): Counted => ({
  low: 'a',
  high: 'a',
  group: null,
  share: null,
  level: null,
  amount: null,
  day: null,
  known: instant('2019-07-01T08:00:00Z'),
  ...facts,
})

export const aRate = (facts: Partial<Rate> = {}): Rate => ({
  id: newId<'rate'>(),
  currency: 'GBP',
  target: 'CNY',
  onDay: plainDate('2019-07-01'),
  rate: 8.7,
  sourceTitle: 'A central bank',
  sourceUrl: 'https://bank.example/rates',
  enteredBy: newId<'person'>(),
  enteredAt: instant('2019-08-01T08:00:00Z'),
  ...facts,
})

export const aFigure = (facts: Partial<Figure> = {}): Figure => ({
  metric: 'posts',
  version: 1,
  unit: 'outcomes',
  floor: null,
  currency: null,
  value: 10,
  high: facts.value ?? 10,
  evidence: {},
  by: 'none',
  breakdown: { shown: [], others: null },
  editions: [],
  ever: null,
  rates: [],
  withoutRate: 0,
  basis: { count: 10, hash: '' },
  formula: null,
  title: { en: 'Posts', zh: '任职' },
  definition: { en: '', zh: '' },
  ...facts,
})

export const aStatement = (facts: Partial<Statement> = {}): Statement => ({
  id: newId<'statement'>(),
  editionId: newId<'edition'>(),
  number: 1,
  state: 'draft',
  cutAt: instant('2019-09-01T00:00:00Z'),
  body: '{}',
  hash: '',
  draftedBy: newId<'person'>(),
  releasedBy: null,
  releasedAt: null,
  ...facts,
})
