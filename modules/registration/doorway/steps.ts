import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import type { Instant } from '#kernel/time'
import type { Keys } from '#platform/keys'
import type { RegistrationId } from '../model.ts'
import { newSerial, readSerial, type Serial } from './serial.ts'
import { holders, insertTickets, withoutTicket } from './store/record.ts'
import { checkTicket, shortKeys, writeTicket } from './ticket.ts'

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

/** The registration whose ticket was scanned or whose serial was typed, at that event; or why there is none. */
export async function ticketOf(
  tx: Tx,
  keys: Keys,
  eventId: Id<'event'>,
  code: string,
): Promise<RegistrationId | 'unknown' | 'other_event'> {
  const checked = await checkTicket(code, shortKeys(await keys.publicKeys(tx, 'ticket')))
  if (checked.kind === 'forged') return 'unknown'
  if (checked.kind === 'good' && checked.ticket.eventId !== eventId) return 'other_event'
  const serial = checked.kind === 'good' ? checked.ticket.serial : readSerial(code)
  if (serial === null) return 'unknown'
  const holder = (await holders(tx, eventId, [serial])).get(serial)
  return holder && holder.revokedAt === null && holder.state === 'admitted'
    ? holder.registrationId
    : 'unknown'
}
