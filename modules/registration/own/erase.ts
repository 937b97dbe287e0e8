import { sql } from 'kysely'
import { system } from '#kernel/access'
import type { Fact, Tx } from '#kernel/command'
import { personName } from '#kernel/names'
import type { Instant } from '#kernel/time'
import type { Leaving, PersonEraser } from '#modules/people'
import { became } from '../facts.ts'
import { isOver } from '../model.ts'
import { giveBack, settle } from '../moves/rules.ts'
import { lockBefore, saveMoved } from '../moves/store.ts'
import { listOf } from './store.ts'

/** Places at what is still to come are given back, and offered on to whoever waits. */
async function giveBackPlaces(tx: Tx, { id }: Leaving, at: Instant): Promise<Fact[]> {
  const told: Fact[] = []
  for (const registration of await listOf(tx, id)) {
    if (isOver(registration.state)) continue
    const before = await lockBefore(tx, registration.eventId, [registration.id])
    const own = before?.picked[0]
    if (!before || !own || at >= before.room.gate.endsAt) continue
    const moved = settle(before.room, [giveBack(own, before.room.gate.endsAt, at)], before.line, at)
    await saveMoved(tx, before.room, moved, system('people.erase'), at)
    told.push(...moved.map((step) => became(step.registration)))
  }
  return told
}

/** Forms' answers, tickets, invitations to the address and what staff wrote go; that somebody was registered and was in stays. */
export const eraseRegistrations: PersonEraser = {
  name: 'registration',
  erase: async (tx, leaving, at) => {
    const told = await giveBackPlaces(tx, leaving, at)
    const { id, email } = leaving
    await sql`update registration set answers = '{}', reason = null, request_key = 'erased-' || id where person_id = ${id}`.execute(
      tx,
    )
    await sql`update ticket set revoked_at = coalesce(revoked_at, ${at})
      where registration_id in (select id from registration where person_id = ${id})`.execute(tx)
    await sql`update invitation set email = 'erased-' || id, name = ${JSON.stringify(personName({}))}::jsonb,
        withdrawn_at = coalesce(withdrawn_at, ${at})
      where email = ${email} or id in (select invitation_id from registration where person_id = ${id})`.execute(
      tx,
    )
    return told
  },
}
