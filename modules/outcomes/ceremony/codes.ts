import { createHmac } from 'node:crypto'
import type { Instant } from '#kernel/time'
import type { Keys } from '#platform/keys'
import { type Side, SideId, type Signing } from './model.ts'

const purpose = 'outcome_signing'

/** The six digits of the letter that was sent last. Nobody keeps them: they follow from the installation's secret. */
export function signingCode(keys: Keys, { id, codes }: Pick<Side, 'id' | 'codes'>): string {
  const bytes = createHmac('sha256', keys.derive(`${purpose}_code`))
    .update(`${id} ${codes}`)
    .digest()
  return String(bytes.readUInt32BE() % 1_000_000).padStart(6, '0')
}

/** The token of a side's link: it opens the page; only the code signs. */
export const signingToken = (keys: Keys, side: Pick<Side, 'id'>, { until }: Pick<Signing, 'until'>): string =>
  keys.token(purpose, side.id, until)

/** The side that a link opens; null when it is forged, of something else, or over. */
export function readSigningToken(keys: Keys, token: string, at: Instant): SideId | null {
  return SideId.safeParse(keys.readToken(purpose, token, at)).data ?? null
}
