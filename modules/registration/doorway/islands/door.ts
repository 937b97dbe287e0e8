import { type Id, newId } from '#kernel/ids'
import { type Instant, plus, systemNow } from '#kernel/time'
import type { SentScan } from '../model.ts'
import { mostScans } from '../most.ts'
import { type Decision, type DeviceDoor, decide, deviceDoor, type ListedGuest, search } from './decide.ts'
import type { Kept, KeptList } from './kept.ts'
import { loadList, sendScans } from './server.ts'

export type DoorState = {
  online: boolean
  guests: number | null
  queued: number
  signedOut: boolean
  counts: { expected: number; in: number } | null
}

/** One event's door on one device: decides alone, keeps every scan, and sends what it has when it can. */
export class Door {
  readonly #eventId: Id<'event'>
  readonly #lang: string
  readonly #kept: Kept
  readonly #changed: (state: DoorState) => void
  #door: DeviceDoor
  #list: KeptList | undefined
  #sending = false
  state: DoorState = { online: navigator.onLine, guests: null, queued: 0, signedOut: false, counts: null }

  constructor(eventId: Id<'event'>, lang: string, kept: Kept, changed: (state: DoorState) => void) {
    this.#eventId = eventId
    this.#lang = lang
    this.#kept = kept
    this.#changed = changed
    this.#door = deviceDoor(eventId, { keys: {}, guests: [], categories: [] })
  }

  #tell(change: Partial<DoorState>) {
    this.state = { ...this.state, ...change }
    this.#changed(this.state)
  }

  async #take(list: KeptList) {
    this.#list = list
    this.#door = deviceDoor(this.#eventId, list)
    // Scans that were not sent yet are not in the list either.
    for (const scan of await this.#kept.scansOf(this.#eventId)) {
      const { told, serial } = await decide(this.#door, scan.code)
      if (told === 'admitted' && serial !== null) this.#door.arrived.set(serial, scan.at)
    }
    this.#tell({ guests: this.#door.guests.size })
  }

  async open(): Promise<void> {
    await this.#kept.wipeOld()
    const list = await this.#kept.list(this.#eventId)
    if (list) await this.#take(list)
    this.#tell({ queued: await this.#kept.count() })
    await this.send()
    await this.refresh()
  }

  /** Loads the guest list anew. Whoever may no longer see it does not keep it either. */
  async refresh(): Promise<void> {
    const heard = await loadList(this.#eventId, this.#lang)
    if (heard.kind === 'ok') {
      await this.#kept.saveList(heard.body)
      await this.#take(heard.body)
      this.#tell({ online: true, signedOut: false, counts: heard.body.counts })
    } else if (heard.kind === 'no') {
      await this.wipe()
      this.#tell({ online: true, signedOut: true })
    } else this.#tell({ online: false })
  }

  async wipe(): Promise<void> {
    await this.#kept.wipe()
    this.#door = deviceDoor(this.#eventId, { keys: {}, guests: [], categories: [] })
    this.#list = undefined
    this.#tell({ guests: null })
  }

  /** The moment by the server's clock, as far as this device knows it. */
  #now(): Instant {
    return plus(systemNow(), { ms: this.#list?.ahead ?? 0 })
  }

  find = (typed: string, limit: number): ListedGuest[] => search(this.#door, typed, limit)
  sinceOf = (guest: ListedGuest): Instant | null => this.#door.arrived.get(guest.serial) ?? guest.since

  /** Decides on a code or serial, keeps the scan, and lets it be sent. Never waits for the network. */
  async scan(code: string): Promise<Decision> {
    const decision = await decide(this.#door, code)
    const at = this.#now()
    const scan: Omit<SentScan, 'device' | 'counter'> = {
      id: newId<'scan'>(),
      at,
      means: decision.means,
      code: code.slice(0, 1000),
    }
    await this.#kept.add({ ...scan, eventId: this.#eventId })
    if (decision.told === 'admitted' && decision.serial !== null) this.#door.arrived.set(decision.serial, at)
    this.#tell({ queued: await this.#kept.count() })
    void this.send()
    return decision
  }

  /** Sends what waits, oldest first, until nothing does or the network is gone. */
  async send(): Promise<void> {
    if (this.#sending) return
    this.#sending = true
    try {
      for (;;) {
        const waiting = await this.#kept.scansOf(this.#eventId)
        const batch = waiting.sort((a, b) => a.counter - b.counter).slice(0, mostScans)
        if (batch.length === 0) break
        const heard = await sendScans(this.#eventId, batch)
        if (heard.kind !== 'ok') {
          this.#tell(heard.kind === 'no' ? { signedOut: true } : { online: false })
          break
        }
        await this.#kept.forget(heard.body.answers.map(({ id }) => id))
        this.#tell({
          online: true,
          signedOut: false,
          counts: heard.body.counts,
          queued: await this.#kept.count(),
        })
        // A server that answers for none of them would be asked for ever.
        if (heard.body.answers.length === 0) break
      }
    } finally {
      this.#sending = false
    }
  }
}
