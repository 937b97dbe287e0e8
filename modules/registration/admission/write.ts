import type { Actor } from '#kernel/access'
import type { Tx } from '#kernel/command'
import type { Instant } from '#kernel/time'
import { letStationsSee, recordConsents } from '#modules/people'
import type { Registration, RegistrationId, Room } from '../model.ts'
import { insertChanges, linkSent, saveRegistrations, saveRoom } from '../store.ts'
import type { Verdict } from './model.ts'
import { changeOf, consentsOf } from './record.ts'
import * as store from './store.ts'
import type { RegisterInput } from './wire.ts'

/** A request that has a place or a place in line, with the record it becomes. */
export type Placed = {
  actor: Actor
  input: Pick<RegisterInput, 'byStaff' | 'consents'>
  verdict: Extract<Verdict, { kind: 'placed' }>
  registration: Registration
}

/** Writes what a batch has placed, and whose link goes out again: each statement carries all of them. */
export async function writePlaced(
  tx: Tx,
  room: Room,
  placed: readonly Placed[],
  again: readonly RegistrationId[],
  at: Instant,
): Promise<void> {
  const ours = placed.map(({ registration }) => registration)
  const revived = placed.filter(({ verdict }) => verdict.revives)
  const { stationId } = room.gate
  // One connection runs them in this order; none waits for the answer of the one before.
  await Promise.all([
    linkSent(tx, again, at),
    // First: the event may have been made larger since.
    ours.length > 0 && saveRoom(tx, { ...room, nextPlace: room.nextPlace + ours.length }),
    saveRegistrations(
      tx,
      revived.map(({ registration }) => registration),
    ),
    store.insertRegistrations(
      tx,
      placed.flatMap(({ registration, verdict }) => (verdict.revives ? [] : [registration])),
    ),
    insertChanges(
      tx,
      revived.map(({ actor, verdict, registration }) => changeOf(verdict, registration, actor, at)),
    ),
    recordConsents(
      tx,
      placed.flatMap(({ input, registration }) => consentsOf(input, registration)),
      at,
    ),
    letStationsSee(tx, stationId ? ours.map(({ personId }) => ({ personId, stationId })) : []),
    store.useInvitations(
      tx,
      ours.flatMap(({ invitationId }) => invitationId ?? []),
      at,
    ),
  ])
}
