import { z } from 'zod'
import type { Actor } from '#kernel/access'
import { beyond } from '#kernel/command'
import { prose } from '#kernel/text'
import { PartyId } from '../../model.ts'
import { reasonNeeded } from '../errors.ts'
import { actingFor, type Own } from '../load.ts'

/** For which party something is done; `byLink` when its signed link is the key, which the door has read. */
export const Asking = z.object({
  partyId: PartyId,
  byLink: z.boolean().default(false),
  /** Why; the desk has to say it. */
  reason: prose(500)
    .nullish()
    .transform((text) => text || null),
})

export const reach = beyond(
  'seats, tables and what the other side wishes decide, which a party may not read; the use case looks only at its own party',
)

/** Whoever acts for the party; whoever may not has been told before that there is no such party. */
export const allow = (actor: Actor, { own }: { own: Own }, { byLink }: z.output<typeof Asking>): boolean =>
  actingFor(actor, own.me, own.stage.brokerage, byLink) !== null

/** The desk says why it acts for somebody. */
export function mustSayWhy({ acting }: Own, reason: string | null): void {
  if (acting === 'desk' && reason === null) throw reasonNeeded()
}
