/** What is followed, by name of its parts; each part is anything that JSON carries. */
export type Parts = Readonly<Record<string, unknown>>

/** Where bytes go: an open answer to somebody's browser. */
export type Sink = {
  /** False when more than a little waits to be sent: nothing should follow until `drained` is called. */
  write(bytes: Buffer): boolean
  drained(then: () => void): void
  end(): void
}

/** `waits`: what was written has not gone yet; `missed`: something was left out meanwhile. */
type Seat = { sink: Sink; waits: boolean; missed: boolean }

const frameOf = (name: string, json: string) => Buffer.from(`event: ${name}\ndata: ${json}\n\n`)
const beat = Buffer.from(':\n\n')

type Part = { json: string; frame: Buffer }

/** All who follow the same thing in the same view: it is read once, made into bytes once, and written to each. */
export class Room {
  readonly #seats = new Set<Seat>()
  readonly #read: () => Promise<Parts>
  readonly #gap: number
  readonly #empty: () => void
  #parts = new Map<string, Part>()
  #first: Promise<void> | null = null
  #looking = false
  #again = false
  #timer: ReturnType<typeof setTimeout> | undefined
  #last = 0
  #took = 0
  #closed = false

  constructor(read: () => Promise<Parts>, gap: number, empty: () => void) {
    this.#read = read
    this.#gap = gap
    this.#empty = empty
  }

  /** Takes a seat: the whole state comes first, so whoever comes back has missed nothing. Null: it was just closed. */
  async join(sink: Sink): Promise<(() => void) | null> {
    const seat: Seat = { sink, waits: false, missed: false }
    this.#first ??= this.#look()
    try {
      await this.#first
    } catch (error) {
      this.close()
      throw error
    }
    if (this.#closed) return null
    this.#seats.add(seat)
    this.#send(seat, this.#whole())
    return () => this.#leave(seat)
  }

  /** What is followed may have changed: it is looked at soon, and once for all that came in the meantime. */
  touch(): void {
    if (this.#first === null || this.#closed) return
    if (this.#looking || this.#timer !== undefined) {
      this.#again = true
      return
    }
    // Where the writing itself takes long, a crowd is told less often instead of later and later.
    const wait = Math.max(this.#gap, 2 * this.#took) - (performance.now() - this.#last)
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined
        this.#again = false
        this.#look().catch(() => this.close())
      },
      Math.max(0, wait),
    )
  }

  beat(): void {
    for (const seat of this.#seats) if (!seat.waits) this.#send(seat, beat)
  }

  /** Everybody leaves; browsers come back and are answered properly. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    clearTimeout(this.#timer)
    for (const { sink } of this.#seats) sink.end()
    this.#seats.clear()
    this.#empty()
  }

  async #look(): Promise<void> {
    this.#looking = true
    this.#last = performance.now()
    try {
      const read = await this.#read()
      const told = this.#take(read)
      const writing = performance.now()
      if (told !== null) for (const seat of this.#seats) this.#send(seat, told)
      this.#took = performance.now() - writing
    } finally {
      this.#looking = false
    }
    if (this.#again) {
      this.#again = false
      this.touch()
    }
  }

  /** Keeps what was read, and gives the bytes of the parts that are new. */
  #take(read: Parts): Buffer | null {
    const fresh: Buffer[] = []
    const parts = new Map<string, Part>()
    for (const [name, value] of Object.entries(read)) {
      const json = JSON.stringify(value)
      const known = this.#parts.get(name)
      const part = known?.json === json ? known : { json, frame: frameOf(name, json) }
      if (part !== known) fresh.push(part.frame)
      parts.set(name, part)
    }
    this.#parts = parts
    return fresh.length === 0 ? null : Buffer.concat(fresh)
  }

  #whole(): Buffer {
    return Buffer.concat([...this.#parts.values()].map(({ frame }) => frame))
  }

  /** Whoever reads too slowly is left out until what waits has gone, and then gets the whole state as it is. */
  #send(seat: Seat, bytes: Buffer): void {
    if (seat.waits) {
      seat.missed = true
      return
    }
    if (seat.sink.write(bytes)) return
    seat.waits = true
    seat.sink.drained(() => {
      seat.waits = false
      if (!seat.missed || !this.#seats.has(seat)) return
      seat.missed = false
      this.#send(seat, this.#whole())
    })
  }

  #leave(seat: Seat): void {
    this.#seats.delete(seat)
    if (this.#seats.size === 0) this.close()
  }
}
