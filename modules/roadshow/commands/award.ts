import type { Tx } from '#kernel/command'
import type { Bilingual } from '#kernel/text'
import type { Instant } from '#kernel/time'
import { giveAward } from '#modules/projects'
import type { Entry, Result, Roadshow } from '../model.ts'

const places: Readonly<Record<number, Bilingual>> = {
  1: { en: 'First place', zh: '第一名' },
  2: { en: 'Second place', zh: '第二名' },
  3: { en: 'Third place', zh: '第三名' },
}
const favourite: Bilingual = { en: 'Audience award', zh: '观众选择奖' }

/** What a line of the result is called on the project's page. */
export function awardName({ title }: Pick<Roadshow, 'title'>, { kind, place }: Result): Bilingual | null {
  const name = kind === 'audience' ? favourite : places[place]
  if (!name) return null
  const { en, zh } = title
  return { en: `${name.en}, ${en || zh}`, zh: `${zh || en}${name.zh}` }
}

/** A place by the judges of a round is that round's award, told once whether the round or the roadshow is decided first. */
const sourceOf = ({ id, roundId }: Roadshow, { kind }: Result): string =>
  kind === 'place' && roundId !== null ? `round:${roundId}` : `roadshow:${id}:${kind}`

/** The first places stand on their projects' pages, as far as these are shown at all. */
export async function award(
  tx: Tx,
  {
    roadshow,
    entries,
    results,
  }: { roadshow: Roadshow; entries: readonly Entry[]; results: readonly Result[] },
  at: Instant,
): Promise<void> {
  for (const result of results) {
    const entry = entries.find(({ id }) => id === result.entryId)
    const name = awardName(roadshow, result)
    if (entry && name)
      await giveAward(tx, { projectId: entry.projectId, source: sourceOf(roadshow, result), name }, at)
  }
}
