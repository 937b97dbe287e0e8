import { notFound } from '#kernel/errors'
import type { Visit } from '#platform/http'
import { BatchId, type Row } from '../model.ts'

export const batchIn = (visit: Visit): BatchId => {
  const id = BatchId.safeParse(visit.params.batch)
  if (!id.success) throw notFound()
  return id.data
}

export const tones = { certain: 'good', probable: 'warn', unlinked: 'plain' } as const

/** How it stands: as the machine left it, or as a human said. */
export const standing = (say: Visit['say'], { decided, certainty }: Row): string =>
  say(decided === 'machine' ? `backfill.${certainty}` : `backfill.decided_${decided}`)

/** Who it may be, and why; or who a human said it is. */
export const Matched = ({
  visit: { say },
  names,
  row,
}: {
  visit: Visit
  names: ReadonlyMap<string, string>
  row: Row
}) => {
  if (row.decided === 'named')
    return (
      <>
        {names.get(row.low) ?? say('backfill.match_person')}
        <p class="hint">{say('backfill.because_named')}</p>
      </>
    )
  if (row.matchId === null) return null
  return (
    <>
      {names.get(row.matchId) ?? say(`backfill.match_${row.matchKind ?? 'row'}`)}
      <p class="hint">
        {row.reasons.map((reason) => say(`backfill.because_${reason}`)).join(say('kernel.list_comma'))}
      </p>
    </>
  )
}
