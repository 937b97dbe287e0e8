import type { Id } from '#kernel/ids'
import type { Instant } from '#kernel/time'
import type { Means, Told } from '../model.ts'
import { readSerial, type Serial } from '../serial.ts'
import { checkTicket, type TicketKeys } from '../ticket.ts'
import type { DoorwayAnswer, GuestRow } from '../wire.ts'
import { foldForSearch } from './fold.ts'

/** What a device knows of a guest. */
export type ListedGuest = {
  serial: string
  name: string
  category: string
  state: number
  since: Instant | null
}

/** The door in a device's hands: all it needs to decide alone. */
export type DeviceDoor = {
  eventId: Id<'event'>
  keys: TicketKeys
  guests: ReadonlyMap<string, ListedGuest>
  /** Who came in by this device's own scans since the list was made. */
  arrived: Map<string, Instant>
}

/** `guest` is null for a good ticket that is newer than the list: it is let in all the same. */
export type Decision = {
  told: Told
  serial: Serial | null
  means: Means
  guest: ListedGuest | null
  since: Instant | null
}

const guestOf = (
  [serial, name, category, state, since]: GuestRow,
  categories: readonly string[],
): ListedGuest => ({
  serial,
  name,
  category: categories[category] ?? '',
  state,
  since,
})

export const deviceDoor = (
  eventId: Id<'event'>,
  answer: Pick<DoorwayAnswer, 'keys' | 'guests' | 'categories'>,
): DeviceDoor => ({
  eventId,
  keys: answer.keys,
  guests: new Map(answer.guests.map((row) => [row[0], guestOf(row, answer.categories)])),
  arrived: new Map(),
})

const states = ['admitted', 'cancelled', 'not_admitted'] as const

/** Says what a scan means by what this device knows. The server has the last word when it hears of it. */
export async function decide(door: DeviceDoor, code: string): Promise<Decision> {
  const checked = await checkTicket(code, door.keys)
  const no = (told: Told, serial: Serial | null = null): Decision => ({
    told,
    serial,
    means: 'code',
    guest: null,
    since: null,
  })
  if (checked.kind === 'forged') return no('forged', checked.ticket?.serial ?? null)
  if (checked.kind === 'good') {
    const { eventId, serial } = checked.ticket
    return eventId === door.eventId ? told(door, serial, 'code') : no('other_event', serial)
  }
  const serial = readSerial(code)
  return serial === null || !door.guests.has(serial) ? no('unknown', serial) : told(door, serial, 'list')
}

function told(door: DeviceDoor, serial: Serial, means: Means): Decision {
  const guest = door.guests.get(serial) ?? null
  const since = door.arrived.get(serial) ?? guest?.since ?? null
  const state = guest === null ? 'admitted' : (states[guest.state] ?? 'not_admitted')
  if (state !== 'admitted') return { told: state, serial, means, guest, since: null }
  return { told: since === null ? 'admitted' : 'again', serial, means, guest, since }
}

/** Guests by parts of a name in either script, or by the beginning of a serial. */
export function search(door: DeviceDoor, typed: string, limit: number): ListedGuest[] {
  const parts = foldForSearch(typed).split(' ').filter(Boolean)
  const serial = typed.toUpperCase().replace(/[\s-]/g, '')
  if (parts.length === 0) return []
  const found: ListedGuest[] = []
  for (const guest of door.guests.values()) {
    const name = foldForSearch(guest.name)
    const named = parts.every((part) => name.includes(part))
    if (named || (serial.length >= 4 && guest.serial.startsWith(serial))) found.push(guest)
    if (found.length >= limit) break
  }
  return found
}
