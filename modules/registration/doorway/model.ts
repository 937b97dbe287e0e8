import { type Id, idOf } from '#kernel/ids'
import type { Instant } from '#kernel/time'
import type { Bilingual, RegistrationId, RegistrationState } from '../model.ts'
import type { Serial } from './serial.ts'

export type ScanId = Id<'scan'>
export const ScanId = idOf('scan')

/**
 * What stands in the record for ever. It depends on the ticket and the guest, never on other scans: who was first is
 * told from the whole record, so that the order in which devices send makes no difference.
 */
export type Verdict = 'good' | 'unknown' | 'forged' | 'other_event' | 'cancelled' | 'not_admitted'
/** What the door is told: a good scan let the guest in, found them in already, or was taken back. */
export type Told = Exclude<Verdict, 'good'> | 'admitted' | 'again' | 'undone'

/** code: the signed QR · list: picked from the guest list on a device · desk: picked or typed on the server's page. */
export type Means = 'code' | 'list' | 'desk'

/** What a device says of one scan. `id` and `counter` are the device's; sending it twice changes nothing. */
export type SentScan = {
  id: ScanId
  device: string
  /** Counts up on the device: two scans of one millisecond keep their order. */
  counter: number
  at: Instant
  means: Means
  /** The scanned text, or the serial that was picked or typed. */
  code: string
}

/** A scan whose code has been read and whose signature has been checked. */
export type ReadScan = SentScan & {
  proof: 'good' | 'forged' | 'no_ticket'
  serial: Serial | null
  ticketEventId: Id<'event'> | null
}

/** A guest as far as the door needs to know. */
export type TicketHolder = {
  registrationId: RegistrationId
  personId: Id<'person'>
  serial: Serial
  state: RegistrationState
  endedAt: Instant | null
  issuedAt: Instant
  revokedAt: Instant | null
}

/** The place of a good scan in time: by moment, then device, then counter, then id. The least of all is the first. */
export type ScanKey = { at: Instant; device: string; counter: number; scanId: ScanId }

export type KeptScan = ScanKey & {
  serial: string
  registrationId: RegistrationId | null
  verdict: Verdict
  means: Means
  toldAt: Instant
}

/** Being there: once a guest, whatever was scanned how often. */
export type Attendance = ScanKey & { registrationId: RegistrationId; personId: Id<'person'> }

export type ScanAnswer = {
  id: ScanId
  told: Told
  /** Whose ticket it was, as far as it is known here. */
  registrationId: RegistrationId | null
  /** Since when the guest is in; null when they are not. */
  since: Instant | null
}

/** The event as the door shows it. */
export type DoorEvent = {
  id: Id<'event'>
  stationId: Id<'station'> | null
  title: Bilingual
  startsAt: Instant
  endsAt: Instant
  zone: string
  state: string
}

export type Counts = { expected: number; in: number }
