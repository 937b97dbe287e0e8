import { personIdOf } from '#kernel/access'
import { batch, beyond } from '#kernel/command'
import { notFound } from '#kernel/errors'
import type { Id } from '#kernel/ids'
import type { Keys } from '#platform/keys'
import { may } from './access.ts'
import * as facts from './facts.ts'
import type { Attendance, DoorEvent, KeptScan, ReadScan, ScanAnswer, ScanId, SentScan } from './model.ts'
import { merge } from './rules.ts'
import { readSerial } from './serial.ts'
import * as record from './store/record.ts'
import { checkTicket, shortKeys, type TicketKeys } from './ticket.ts'
import { ScansRequest } from './wire.ts'

/** What came of one request: its own part of the merge. */
export type Taken = {
  event: DoorEvent
  personId: Id<'person'> | null
  scans: KeptScan[]
  attendances: Attendance[]
  /** Those of them who were not in before. */
  arrived: Attendance[]
  answers: readonly ScanAnswer[]
}

/** A serial alone proves nothing, but somebody of the door picked or typed it and is on record for that. */
async function readScan(scan: SentScan, keys: TicketKeys): Promise<ReadScan> {
  const checked = await checkTicket(scan.code, keys)
  if (checked.kind !== 'no_ticket')
    return {
      ...scan,
      proof: checked.kind,
      serial: checked.ticket?.serial ?? null,
      ticketEventId: checked.ticket?.eventId ?? null,
    }
  const serial = readSerial(scan.code)
  return { ...scan, proof: serial === null ? 'no_ticket' : 'good', serial, ticketEventId: null }
}

/**
 * Takes in what devices scanned, in any order and any number of times; answers for each scan. An event's door is
 * locked while it is merged, so those who send at the same moment are merged together.
 */
export const takeScans = ({ keys }: { keys: Keys }) =>
  batch({
    name: 'registration.scans',
    input: ScansRequest,
    reach: beyond('scans of many devices are merged together; each asker is asked whether they may'),
    key: ({ eventId }) => eventId,
    load: async (tx, asked) => {
      const eventId = asked[0]?.input.eventId
      const event = eventId && (await record.findEvent(tx, eventId))
      if (!event) throw notFound()
      const known = shortKeys(await keys.publicKeys(tx, 'ticket'))
      const readOf = async ({ scans }: ScansRequest) =>
        Promise.all(scans.map((scan) => readScan(scan, known)))
      const read = new Map<ScansRequest, ReadScan[]>()
      for (const { input } of asked) read.set(input, await readOf(input))
      const all = [...read.values()].flat()
      const ids = all.map(({ id }) => id)
      // Given together, run in this order, each after the lock: nobody waits at the door for our way back and forth.
      const [, holders, kept, undone] = await Promise.all([
        record.lockDoor(tx, event.id),
        record.holders(
          tx,
          event.id,
          all.flatMap(({ serial }) => serial ?? []),
        ),
        record.keptScans(tx, event.id, ids),
        record.undoneOf(tx, ids),
      ])
      const touched = [...holders.values(), ...kept.values()].flatMap(
        ({ registrationId }) => registrationId ?? [],
      )
      const attendances = await record.attendances(tx, event.id, touched)
      return { event, read, door: { eventId: event.id, holders, kept, undone, attendances } }
    },
    allow: (actor, { event }) => may.checkIn(actor, event),
    decide: ({ event, door, read }, asked, at): Taken[] => {
      const sent = asked.map(({ input }) => read.get(input) ?? [])
      const merged = merge(door, sent.flat(), at)
      let answered = 0
      const taken = asked.map(({ actor }, index): Taken => {
        const from = answered
        answered += sent[index]?.length ?? 0
        const answers = merged.answers.slice(from, answered)
        return { event, personId: personIdOf(actor), scans: [], attendances: [], arrived: [], answers }
      })
      // Each scan is filed under whoever sent it first, and so is the guest it let in.
      const senderOf = new Map<ScanId, Taken>()
      for (const [index, scans] of sent.entries())
        for (const { id } of scans) {
          const sender = taken[index]
          if (sender && !senderOf.has(id)) senderOf.set(id, sender)
        }
      for (const scan of merged.scans) senderOf.get(scan.scanId)?.scans.push(scan)
      for (const each of merged.attendances) senderOf.get(each.scanId)?.attendances.push(each)
      for (const each of merged.arrived) senderOf.get(each.scanId)?.arrived.push(each)
      return taken
    },
    save: async (tx, taken, { event }, at) => {
      const scans = taken.flatMap(({ scans, personId }) => scans.map((scan) => ({ ...scan, personId })))
      const attendances = taken.flatMap((each) => each.attendances)
      await Promise.all([
        record.insertScans(tx, scans, { event, receivedAt: at }),
        record.saveAttendances(tx, attendances, event),
      ])
    },
    announce: ({ event, arrived }) => arrived.map((attendance) => facts.checkedIn(attendance, event)),
    audit: ({ event, scans }) =>
      scans.length === 0 ? null : { type: 'event', id: event.id, stationId: event.stationId },
  })
