import type { Id } from '#kernel/ids'
import { type Instant, plus } from '#kernel/time'
import type { RegistrationId } from '../model.ts'
import type {
  Attendance,
  KeptScan,
  ReadScan,
  ScanAnswer,
  ScanId,
  ScanKey,
  TicketHolder,
  Told,
  Verdict,
} from './model.ts'
import type { Serial } from './serial.ts'

/** Negative when `a` is before `b`. No two scans are equal: the id decides last. */
export function byTime(a: ScanKey, b: ScanKey): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1
  if (a.device !== b.device) return a.device < b.device ? -1 : 1
  if (a.counter !== b.counter) return a.counter - b.counter
  return a.scanId < b.scanId ? -1 : a.scanId > b.scanId ? 1 : 0
}

/** A device's clock may be wrong: nobody is in before their ticket was there, nor later than we heard of it. */
export function boundedAt(told: Instant, issuedAt: Instant | null, receivedAt: Instant): Instant {
  const notBefore = issuedAt !== null && told < issuedAt ? issuedAt : told
  return notBefore < receivedAt ? notBefore : receivedAt
}

/** What a scan is worth by itself. A place given back later does not undo that the guest was there before. */
export function verdictOf(
  scan: ReadScan,
  eventId: Id<'event'>,
  holder: TicketHolder | undefined,
  at: Instant,
): Verdict {
  if (scan.proof === 'forged') return 'forged'
  if (scan.proof === 'no_ticket') return 'unknown'
  if (scan.ticketEventId !== null && scan.ticketEventId !== eventId) return 'other_event'
  if (holder === undefined) return 'unknown'
  if (holder.revokedAt !== null && at >= holder.revokedAt) return 'cancelled'
  if (holder.state === 'admitted') return 'good'
  if (holder.endedAt === null) return 'not_admitted'
  return at < holder.endedAt ? 'good' : 'cancelled'
}

/** What the record holds of the scans and guests of one batch, read under the event's lock. */
export type Door = {
  eventId: Id<'event'>
  holders: ReadonlyMap<Serial, TicketHolder>
  /** Scans of this batch that were received before. */
  kept: ReadonlyMap<ScanId, KeptScan>
  undone: ReadonlySet<ScanId>
  attendances: ReadonlyMap<RegistrationId, Attendance>
}

export type Merged = {
  scans: readonly KeptScan[]
  /** Guests who are in from now on, or from an earlier moment than was known. */
  attendances: readonly Attendance[]
  /** Those of them who were not in before. */
  arrived: readonly Attendance[]
  answers: readonly ScanAnswer[]
}

/**
 * Merges what one or many devices sent into what is known: every scan is kept once, each guest is in once, since the
 * first of all good scans. Any order and any repetition of the same scans leads to the same record.
 */
export function merge(door: Door, sent: readonly ReadScan[], receivedAt: Instant): Merged {
  const fresh = new Map<ScanId, KeptScan>()
  const first = new Map<RegistrationId, Attendance>()
  for (const scan of sent) {
    if (door.kept.has(scan.id) || fresh.has(scan.id)) continue
    const holder = scan.serial === null ? undefined : door.holders.get(scan.serial)
    const at = boundedAt(scan.at, holder?.issuedAt ?? null, receivedAt)
    const verdict = verdictOf(scan, door.eventId, holder, at)
    const guest = scan.proof === 'good' && verdict !== 'other_event' ? holder : undefined
    const kept: KeptScan = {
      scanId: scan.id,
      at,
      toldAt: scan.at,
      device: scan.device,
      counter: scan.counter,
      means: scan.means,
      serial: scan.serial ?? '',
      registrationId: guest?.registrationId ?? null,
      verdict,
    }
    fresh.set(scan.id, kept)
    if (verdict !== 'good' || guest === undefined) continue
    const { registrationId, personId } = guest
    const known = first.get(registrationId) ?? door.attendances.get(registrationId)
    if (known === undefined || byTime(kept, known) < 0)
      first.set(registrationId, {
        registrationId,
        personId,
        at,
        device: kept.device,
        counter: kept.counter,
        scanId: kept.scanId,
      })
  }
  const inside = (id: RegistrationId) => first.get(id) ?? door.attendances.get(id)
  return {
    scans: [...fresh.values()],
    attendances: [...first.values()],
    arrived: [...first.values()].filter(({ registrationId }) => !door.attendances.has(registrationId)),
    answers: sent.flatMap(({ id }) => {
      const scan = fresh.get(id) ?? door.kept.get(id)
      return scan === undefined ? [] : [answerTo(scan, door.undone, inside)]
    }),
  }
}

function answerTo(
  scan: KeptScan,
  undone: ReadonlySet<ScanId>,
  inside: (id: RegistrationId) => Attendance | undefined,
): ScanAnswer {
  const attendance = scan.registrationId === null ? undefined : inside(scan.registrationId)
  return {
    id: scan.scanId,
    told: tell(scan, undone, attendance),
    registrationId: scan.registrationId,
    since: attendance?.at ?? null,
  }
}

/** What a kept scan means beside all others. */
export function tell(
  scan: Pick<KeptScan, 'scanId' | 'verdict'>,
  undone: ReadonlySet<ScanId>,
  attendance: Pick<Attendance, 'scanId'> | undefined,
): Told {
  if (scan.verdict !== 'good') return scan.verdict
  if (undone.has(scan.scanId)) return 'undone'
  return attendance?.scanId === scan.scanId ? 'admitted' : 'again'
}

/** How many that are over are listed: a door that was worked at is looked at again for a while. */
const mostBefore = 10

/** Events at whose doors one works: those not over for half a day, the next first; then the last ones before. */
export function doorsInOrder<Each extends { startsAt: Instant; endsAt: Instant }>(
  events: readonly Each[],
  at: Instant,
): { ahead: Each[]; before: Each[] } {
  const sorted = events.toSorted((one, other) => (one.startsAt < other.startsAt ? -1 : 1))
  const over = plus(at, { hours: -12 })
  return {
    ahead: sorted.filter(({ endsAt }) => endsAt > over),
    before: sorted
      .filter(({ endsAt }) => endsAt <= over)
      .reverse()
      .slice(0, mostBefore),
  }
}
