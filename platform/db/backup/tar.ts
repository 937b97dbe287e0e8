import { BackupError, Damaged } from './error.ts'

/** One file of an archive. When reading, `body` has to be read to its end before the next file is asked for. */
export type TarFile = { path: string; size: number; body: AsyncIterable<Uint8Array> }

const BLOCK = 512
/** The largest size a plain header can say: eleven octal digits. */
const PLAIN_SIZE = 0o77777777777
const REGULAR = '0'
const EXTENDED = 'x'

/**
 * A POSIX tar archive as a stream of bytes. Long names, names beyond ASCII and sizes from 8 GiB on are written as
 * pax records, so that any tar program can open a backup.
 */
export async function* packTar(files: AsyncIterable<TarFile>): AsyncGenerator<Uint8Array> {
  for await (const { path, size, body } of files) {
    const records = paxRecords(path, size)
    if (records !== null) {
      yield header('pax', records.length, EXTENDED)
      yield records
      yield padding(records.length)
    }
    yield header(path, size, REGULAR)
    let written = 0
    for await (const chunk of body) {
      written += chunk.length
      yield chunk
    }
    if (written !== size)
      throw new BackupError(
        `${path} has ${written} bytes and not ${size}: it changed during the backup, try again.`,
      )
    yield padding(size)
  }
  yield Buffer.alloc(2 * BLOCK)
}

/** Reads what packTar wrote; throws when the archive ends early or a header is damaged. */
export async function* unpackTar(source: AsyncIterable<Uint8Array>): AsyncGenerator<TarFile> {
  const bytes = new ByteSource(source)
  let pax = new Map<string, string>()
  for (;;) {
    const block = await bytes.exactly(BLOCK)
    if (block.every((byte) => byte === 0)) break
    const { path, size, kind } = readHeader(block)
    if (kind === EXTENDED) {
      if (size > 1_000_000) throw new Damaged('a name is too long')
      pax = readPax(await bytes.exactly(size))
      await bytes.exactly(padded(size) - size)
      continue
    }
    if (kind !== REGULAR) throw new Damaged(`unexpected entry of kind "${kind}"`)
    const file = { path: pax.get('path') ?? path, size: Number(pax.get('size') ?? size) }
    pax = new Map()
    let done = false
    const body = async function* () {
      yield* bytes.upTo(file.size)
      await bytes.exactly(padded(file.size) - file.size)
      done = true
    }
    yield { ...file, body: body() }
    if (!done) throw new Damaged(`${file.path} was not read to its end`)
  }
  // To the very end, because the checksum of the compression around it stands there.
  for await (const rest of bytes.upTo(Number.POSITIVE_INFINITY)) {
    if (rest.some((byte) => byte !== 0)) throw new Damaged('there is something after the end')
  }
}

function padded(size: number): number {
  return Math.ceil(size / BLOCK) * BLOCK
}

function padding(size: number): Buffer {
  return Buffer.alloc(padded(size) - size)
}

/** 2000-01-01T00:00:00Z for every file: the same installation gives the same archive. */
const MODIFIED = 946_684_800

function header(path: string, size: number, kind: string): Buffer {
  const block = Buffer.alloc(BLOCK)
  const octal = (value: number, width: number) => `${value.toString(8).padStart(width - 1, '0')}\0`
  block.write(plainName(path), 0, 100, 'latin1')
  block.write(octal(0o600, 8), 100, 'latin1')
  block.write(octal(0, 8), 108, 'latin1')
  block.write(octal(0, 8), 116, 'latin1')
  block.write(octal(Math.min(size, PLAIN_SIZE), 12), 124, 'latin1')
  block.write(octal(MODIFIED, 12), 136, 'latin1')
  block.write(kind, 156, 'latin1')
  block.write('ustar\x0000', 257, 'latin1')
  block.write(`${checksum(block).toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return block
}

function readHeader(block: Buffer): { path: string; size: number; kind: string } {
  if (Number.parseInt(text(block, 148, 8), 8) !== checksum(block)) throw new Damaged('a header is damaged')
  const size = Number.parseInt(text(block, 124, 12), 8)
  if (!Number.isSafeInteger(size) || size < 0) throw new Damaged('a size is damaged')
  return { path: text(block, 0, 100), size, kind: text(block, 156, 1) || REGULAR }
}

function text(block: Buffer, start: number, length: number): string {
  const field = block.toString('latin1', start, start + length)
  const end = field.indexOf('\0')
  return end < 0 ? field : field.slice(0, end)
}

/** Its own field counts as spaces. */
function checksum(block: Buffer): number {
  return block.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0)
}

const isPlain = (path: string) => /^[\x20-\x7e]{1,100}$/.test(path)

/** A shortened stand-in where the real name is in the pax record. */
function plainName(path: string): string {
  return isPlain(path) ? path : path.replace(/[^\x20-\x7e]/g, '_').slice(-100)
}

function paxRecords(path: string, size: number): Buffer | null {
  const records: Buffer[] = []
  if (!isPlain(path)) records.push(paxRecord('path', path))
  if (size > PLAIN_SIZE) records.push(paxRecord('size', String(size)))
  return records.length === 0 ? null : Buffer.concat(records)
}

/** `<length> <key>=<value>\n`, where the length counts its own digits. */
function paxRecord(key: string, value: string): Buffer {
  const rest = Buffer.from(` ${key}=${value}\n`)
  let length = rest.length
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length
  return Buffer.concat([Buffer.from(String(length)), rest])
}

function readPax(records: Buffer): Map<string, string> {
  const found = new Map<string, string>()
  for (let at = 0; at < records.length; ) {
    const space = records.indexOf(0x20, at)
    const length = Number(records.toString('latin1', at, space))
    if (space < 0 || !Number.isInteger(length) || length <= space - at) throw new Damaged('a name is damaged')
    const record = records.toString('utf8', space + 1, at + length - 1)
    const equals = record.indexOf('=')
    found.set(record.slice(0, equals), record.slice(equals + 1))
    at += length
  }
  return found
}

/** Bytes on demand out of chunks of any length. */
class ByteSource {
  #chunks: AsyncIterator<Uint8Array>
  #held: Uint8Array = new Uint8Array()

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#chunks = source[Symbol.asyncIterator]()
  }

  async exactly(length: number): Promise<Buffer> {
    const parts: Uint8Array[] = []
    for await (const part of this.upTo(length)) parts.push(part)
    return Buffer.concat(parts)
  }

  /** Throws when the source ends before `length`, unless that is infinite. */
  async *upTo(length: number): AsyncGenerator<Uint8Array> {
    let missing = length
    while (missing > 0) {
      if (this.#held.length === 0) {
        const next = await this.#chunks.next()
        if (next.done === true) {
          if (length === Number.POSITIVE_INFINITY) return
          throw new Damaged('the file ends too early')
        }
        this.#held = next.value
        continue
      }
      const part = this.#held.subarray(0, Math.min(missing, this.#held.length))
      this.#held = this.#held.subarray(part.length)
      missing -= part.length
      yield part
    }
  }
}
