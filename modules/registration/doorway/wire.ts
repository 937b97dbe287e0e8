import { z } from 'zod'
import { type Id, idOf } from '#kernel/ids'
import { type Instant, isInstant } from '#kernel/time'
import { type Means, ScanId } from './model.ts'
import { mostScans } from './most.ts'

const Moment = z.custom<Instant>(isInstant, 'kernel.field_not_a_time')

/** One scan as a device sends it; `code` is the text of the QR code, or a serial picked from the list. */
export const SentScanWire = z.object({
  id: ScanId,
  device: z.string().min(1).max(64),
  counter: z.int().min(0),
  at: Moment,
  means: z.enum(['code', 'list', 'desk'] satisfies readonly Means[]),
  code: z.string().max(1000),
})

export const ScansRequest = z.object({
  eventId: idOf('event'),
  scans: z.array(SentScanWire).min(1).max(mostScans),
})
export type ScansRequest = z.output<typeof ScansRequest>

const CountsWire = z.object({ expected: z.int(), in: z.int() })

export const ScansAnswer = z.object({
  answers: z.array(
    z.object({
      id: ScanId,
      told: z.enum([
        'admitted',
        'again',
        'undone',
        'unknown',
        'forged',
        'other_event',
        'cancelled',
        'not_admitted',
      ]),
      since: Moment.nullable(),
    }),
  ),
  counts: CountsWire,
})
export type ScansAnswer = z.output<typeof ScansAnswer>

/** 0 may come in · 1 gave the place back or lost it · 2 has no place. */
export const guestStates = ['admitted', 'cancelled', 'not_admitted'] as const

/**
 * What a device keeps to decide without network: the public keys and the least of each guest, as short rows
 * `[serial, name, category, state, since]` (`category` and `state` are indexes, `since` is null while not in).
 * 55,000 guests stay below 6 MB.
 */
export const DoorwayAnswer = z.object({
  event: z.object({ id: idOf('event'), endsAt: Moment, zone: z.string() }),
  now: Moment,
  keys: z.record(z.string(), z.string()),
  categories: z.array(z.string()),
  guests: z.array(z.tuple([z.string(), z.string(), z.int(), z.int(), Moment.nullable()])),
  counts: CountsWire,
})
export type DoorwayAnswer = z.output<typeof DoorwayAnswer>
export type GuestRow = DoorwayAnswer['guests'][number]
export type EventId = Id<'event'>
