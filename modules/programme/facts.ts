import type { Fact } from '#kernel/command'
import type { Edition } from './model.ts'
import type { Clone } from './rules.ts'

export const opened = (edition: Edition): Fact => ({
  name: 'programme.edition_opened',
  payload: { editionId: edition.id },
})

/** Later modules copy their own set-up, moved by `days`. */
export const cloned = ({
  edition,
  days,
}: Clone): Fact<{ from: string | null; to: string; days: number }> => ({
  name: 'programme.edition_cloned',
  payload: { from: edition.clonedFrom, to: edition.id, days },
})
