import type { Id } from '#kernel/ids'
import type { Bilingual } from '#kernel/text'
import type { CountedMetric } from './model.ts'

/** A metric that organisers defined: chosen from what sources offer, in words of their own. */
export type OwnMetric = {
  id: Id<'metric'>
  metric: CountedMetric
  title: Bilingual
  definition: Bilingual
}

/** Its name in addresses and statements, from its English or Chinese title. */
export const slugOf = (title: Bilingual, id: string): string => {
  const plain = title.en
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 32)
  return `own_${plain === '' ? id.replaceAll('-', '').slice(-12) : plain}`
}
