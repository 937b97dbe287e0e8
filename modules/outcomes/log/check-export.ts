// Checks an export of the ledger with nothing but the public key. No Node: the browser and the stand-alone verifier
// run this very file.
import { type ReadNote, readNote, readVerifierKey } from './note.ts'
import { type Digest, Frontier, type Sha256, sameBytes, treeOf } from './tree.ts'

/** The first line of an export; after it each line is the leaf's hash in hex, a blank, and the entry's exact text. */
export type ExportHead = {
  format: 'haigui ledger export 1'
  origin: string
  size: number
  /** Signed checkpoints, oldest first; the last covers every entry. */
  checkpoints: readonly string[]
}

export type Fault =
  | { fault: 'form' | 'key' | 'signature_unknown' }
  /** This entry is not what was hashed. */
  | { fault: 'entry'; seq: number }
  /** Entries are missing, or there are more than there should be. */
  | { fault: 'count'; seq: number }
  /** The tree of so many entries has another root than was signed: something up to there was changed. */
  | { fault: 'root'; after: number; size: number }
  | { fault: 'signature'; size: number }
  | { fault: 'origin'; size: number }
  /** What was given as a kept checkpoint is none, or none of this ledger and key. */
  | { fault: 'kept_form' }
  | { fault: 'kept_signature'; size: number }
  /** The ledger had another root than this export when it had so many entries: it was rewritten since, whatever is signed now. */
  | { fault: 'kept'; size: number }
  /** More entries were signed than the export has. */
  | { fault: 'kept_ahead'; size: number }

export type Report = {
  entries: number
  checkpoints: number
  /** Of those that somebody had kept, how many agree. */
  kept: number
  /** Entries that no checkpoint covers. */
  uncovered: number
  root: Digest | null
  fault: Fault | null
}

export type Ports = {
  sha256: Sha256
  /** Null where this machine cannot check Ed25519: then nothing is said to be signed. */
  verifyEd25519(publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array): Promise<boolean | null>
  /** Told how many entries are done, now and then. */
  progress?(entries: number): void
}

const newline = 10
const digit = (byte: number): number => (byte >= 97 ? byte - 87 : byte >= 48 && byte < 58 ? byte - 48 : -1)

/** Whether 64 hex digits at the beginning of a line say this hash. */
function says(line: Uint8Array, hash: Digest): boolean {
  if (line[64] !== 32) return false
  for (let index = 0; index < 32; index += 1) {
    const high = digit(line[index * 2] ?? 0)
    const low = digit(line[index * 2 + 1] ?? 0)
    if (high * 16 + low !== hash[index]) return false
  }
  return true
}

/** Lines of a stream of bytes, without their ends. */
async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array[]> {
  let rest = new Uint8Array()
  for await (const chunk of chunks) {
    const bytes = new Uint8Array(rest.length + chunk.length)
    bytes.set(rest)
    bytes.set(chunk, rest.length)
    const lines: Uint8Array[] = []
    let at = 0
    for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, at)) {
      lines.push(bytes.subarray(at, end))
      at = end + 1
    }
    rest = bytes.slice(at)
    yield lines
  }
  if (rest.length > 0) yield [rest]
}

function headIn(line: Uint8Array | undefined): ExportHead | null {
  try {
    const head: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(line))
    if (typeof head !== 'object' || head === null) return null
    const { format, size, checkpoints, origin } = head as Partial<ExportHead>
    const isWhole =
      format === 'haigui ledger export 1' &&
      typeof origin === 'string' &&
      Number.isSafeInteger(size) &&
      Array.isArray(checkpoints) &&
      checkpoints.every((note) => typeof note === 'string')
    return isWhole ? (head as ExportHead) : null // every member was just looked at
  } catch {
    return null
  }
}

/** Checkpoints in a text as they were written, also where it is a letter around them, quoted, indented or with other line ends. */
function notesIn(text: string): string[] {
  const plain = text.replace(/^[>\s]+/gm, '')
  const found = plain.matchAll(/(\S+)\s+(\d+)\s+([A-Za-z0-9+/]{43}=)\s+((?:— \S+ \S+\s*)+)/g)
  return [...found].map(
    ([, origin, size, root, signed = '']) =>
      `${origin}\n${size}\n${root}\n\n${signed.trim().replace(/\s+—/g, '\n—')}\n`,
  )
}

/**
 * Reads an export once, in order, and stops at the first fault. Every entry's hash is counted anew; at each checkpoint
 * the root has to be the signed one, and the signature has to be of the key that was given. `kept` are checkpoints that
 * somebody outside was sent as a witness: whoever holds the key can write another history and sign it, but not one that has
 * the roots that were sent out.
 */
export async function checkExport(
  chunks: AsyncIterable<Uint8Array>,
  keyText: string,
  { sha256, verifyEd25519, progress }: Ports,
  kept: readonly string[] = [],
): Promise<Report> {
  const tree = treeOf(sha256)
  const frontier = new Frontier(tree)
  const report: Report = { entries: 0, checkpoints: 0, kept: 0, uncovered: 0, root: null, fault: null }
  const stop = (fault: Fault): Report => ({ ...report, entries: frontier.size, fault })
  const key = readVerifierKey(sha256, keyText)
  if (!key) return stop({ fault: 'key' })
  let head: ExportHead | null = null
  let notes: { size: number; note: string }[] = []
  let covered = 0

  const isSigned = (read: ReadNote): Promise<boolean | null> => {
    const own = read.signatures.find(({ name, id }) => name === key.name && sameBytes(id, key.id))
    return own ? verifyEd25519(key.publicKey, read.signed, own.signature) : Promise.resolve(false)
  }
  const witnessed: ReadNote[] = []
  for (const text of kept) if (notesIn(text).length === 0) return stop({ fault: 'kept_form' })
  for (const note of kept.flatMap(notesIn)) {
    const read = readNote(note)
    if (!read) return stop({ fault: 'kept_form' })
    const holds = read.origin === key.name && (await isSigned(read))
    if (holds === null) return stop({ fault: 'signature_unknown' })
    if (!holds) return stop({ fault: 'kept_signature', size: read.size })
    witnessed.push(read)
  }
  witnessed.sort((a, b) => a.size - b.size)

  const checkNote = async (note: string): Promise<Fault | null> => {
    const read = readNote(note)
    if (!read || !head) return { fault: 'form' }
    if (read.origin !== head.origin || read.origin !== key.name) return { fault: 'origin', size: read.size }
    if (!sameBytes(read.root, frontier.root())) return { fault: 'root', after: covered, size: read.size }
    const holds = await isSigned(read)
    if (holds === null) return { fault: 'signature_unknown' }
    if (!holds) return { fault: 'signature', size: read.size }
    covered = read.size
    report.checkpoints += 1
    return null
  }

  for await (const lines of linesOf(chunks)) {
    for (const line of lines) {
      if (head === null) {
        head = headIn(line)
        if (!head) return stop({ fault: 'form' })
        notes = head.checkpoints.map((note) => ({ size: readNote(note)?.size ?? -1, note }))
        if (notes.some(({ size }, index) => size < 1 || size <= (notes[index - 1]?.size ?? 0)))
          return stop({ fault: 'form' })
        continue
      }
      if (frontier.size === head.size) return stop({ fault: 'count', seq: frontier.size + 1 })
      const leaf = tree.leaf(line.subarray(65))
      if (!says(line, leaf)) return stop({ fault: 'entry', seq: frontier.size + 1 })
      frontier.add(leaf)
      if (notes[0]?.size === frontier.size) {
        const fault = await checkNote(notes.shift()?.note ?? '')
        if (fault) return stop(fault)
      }
      while (witnessed[0]?.size === frontier.size) {
        if (!sameBytes(witnessed.shift()?.root ?? new Uint8Array(), frontier.root()))
          return stop({ fault: 'kept', size: frontier.size })
        report.kept += 1
      }
    }
    progress?.(frontier.size)
  }
  if (!head) return stop({ fault: 'form' })
  if (frontier.size !== head.size || notes.length > 0) return stop({ fault: 'count', seq: frontier.size + 1 })
  const [ahead] = witnessed
  if (ahead) return stop({ fault: 'kept_ahead', size: ahead.size })
  return { ...report, entries: frontier.size, uncovered: frontier.size - covered, root: frontier.root() }
}
