import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import type { Instant } from '#kernel/time'
import type { Keys } from '#platform/keys'
import type { RegistrationId } from '../model.ts'
import { newSerial, type Serial } from './serial.ts'
import { insertTickets, withoutTicket } from './store/record.ts'
import { writeTicket } from './ticket.ts'

/** Gives every admitted guest a ticket who has none: of an event, or these registrations. Safe to repeat. */
export async function issueMissing(
  tx: Tx,
  of: { eventId: Id<'event'> } | { registrationIds: readonly RegistrationId[] },
  at: Instant,
): Promise<void> {
  const missing = await withoutTicket(tx, of)
  await insertTickets(
    tx,
    missing.map((registrationId) => ({ registrationId, serial: newSerial() })),
    at,
  )
}

/** The text of a ticket's QR code, signed now with the current key. */
export async function signTicket(
  tx: Tx,
  keys: Keys,
  ticket: { eventId: Id<'event'>; serial: Serial },
  at: Instant,
): Promise<string> {
  return writeTicket(ticket, await keys.signingKey(tx, 'ticket', at))
}
