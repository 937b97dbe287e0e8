import { Readable } from 'node:stream'
import type pg from 'pg'
import { textOf } from './error.ts'

type CopyConnection = pg.Connection & {
  sendCopyFromChunk(chunk: Uint8Array): void
  endCopyFrom(): void
  sendCopyFail(message: string): void
}

/** The driver speaks the COPY messages, but its typings leave them out. */
function speaksCopy(connection: pg.Connection): connection is CopyConnection {
  return 'sendCopyFromChunk' in connection && 'endCopyFrom' in connection && 'sendCopyFail' in connection
}

/** Rows come one to a message; passing each on alone would cost more than reading it. */
const CHUNK = 128 * 1024

/** `COPY … TO STDOUT` as a stream that holds no more than a chunk; `rows` is right once it has ended. */
export class CopyOut extends Readable {
  rows = 0
  readonly #sql: string
  #connection: pg.Connection | null = null
  #buffer = Buffer.allocUnsafe(CHUNK)
  #filled = 0

  constructor(sql: string) {
    super({ highWaterMark: CHUNK })
    this.#sql = sql
  }

  submit(connection: pg.Connection): void {
    this.#connection = connection
    connection.query(this.#sql)
  }

  // The driver goes on to use the memory behind `chunk`, so it is copied here.
  handleCopyData(message: { chunk: Buffer }): void {
    const { chunk } = message
    if (this.destroyed) return
    if (this.#filled + chunk.length > CHUNK) this.#pass()
    if (chunk.length > CHUNK) this.#give(Buffer.from(chunk))
    else this.#filled += chunk.copy(this.#buffer, this.#filled)
  }

  handleCommandComplete(message: { text: string }): void {
    this.rows = rowsOf(message.text)
  }

  handleReadyForQuery(): void {
    this.#pass()
    this.push(null)
  }

  handleError(error: Error): void {
    this.destroy(error)
  }

  override _read(): void {
    this.#connection?.stream.resume()
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.#connection?.stream.resume()
    callback(error)
  }

  #pass(): void {
    if (this.#filled === 0) return
    this.#give(this.#buffer.subarray(0, this.#filled))
    this.#buffer = Buffer.allocUnsafe(CHUNK)
    this.#filled = 0
  }

  #give(chunk: Buffer): void {
    if (!this.push(chunk)) this.#connection?.stream.pause()
  }
}

/** Runs `COPY … FROM STDIN` with the bytes of `source`; resolves to the number of rows. */
export function copyIn(client: pg.Client, sql: string, source: AsyncIterable<Uint8Array>): Promise<number> {
  return new Promise((resolve, reject) => {
    client.query(new CopyIn(sql, source, resolve, reject))
  })
}

class CopyIn {
  readonly #sql: string
  readonly #source: AsyncIterable<Uint8Array>
  readonly #resolve: (rows: number) => void
  readonly #reject: (error: unknown) => void
  #rows = 0
  #refused = false
  /** What went wrong on our side; the server only repeats it. */
  #cause: unknown = null
  #pumping: Promise<void> = Promise.resolve()

  constructor(
    sql: string,
    source: AsyncIterable<Uint8Array>,
    resolve: (rows: number) => void,
    reject: (error: unknown) => void,
  ) {
    this.#sql = sql
    this.#source = source
    this.#resolve = resolve
    this.#reject = reject
  }

  submit(connection: pg.Connection): void {
    connection.query(this.#sql)
  }

  handleCopyInResponse(connection: pg.Connection): void {
    if (!speaksCopy(connection)) throw new Error('the database driver cannot COPY')
    this.#pumping = this.#pump(connection)
  }

  async #pump(connection: CopyConnection): Promise<void> {
    try {
      for await (const chunk of this.#source) {
        if (this.#refused) return
        connection.sendCopyFromChunk(chunk)
        if (connection.stream.writableNeedDrain) await drained(connection)
      }
      if (!this.#refused) connection.endCopyFrom()
    } catch (error) {
      this.#cause = error
      if (!this.#refused) connection.sendCopyFail(textOf(error))
    }
  }

  handleCommandComplete(message: { text: string }): void {
    this.#rows = rowsOf(message.text)
  }

  handleReadyForQuery(): void {
    this.#resolve(this.#rows)
  }

  handleError(error: Error): void {
    this.#refused = true
    void this.#pumping.then(() => this.#reject(this.#cause ?? error))
  }
}

function drained(connection: pg.Connection): Promise<void> {
  const { stream } = connection
  return new Promise((resolve) => {
    const go = () => {
      stream.off('drain', go)
      stream.off('close', go)
      resolve()
    }
    stream.on('drain', go)
    stream.on('close', go)
  })
}

function rowsOf(completion: string): number {
  return Number(/^COPY (\d+)/.exec(completion)?.[1] ?? 0)
}
