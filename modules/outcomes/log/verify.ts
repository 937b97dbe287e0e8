import type { Tx } from '#kernel/command'
import { verifySignature } from '#platform/keys'
import { LineCheck, type LineFault } from './line-check.ts'
import { readNote } from './note.ts'
import { rootText } from './seal.ts'
import * as store from './store.ts'
import { sameBytes } from './tree.ts'

export type LogFault = LineFault | { fault: 'root' | 'signature'; size: number }

export type LogReport = { entries: number; checkpoints: number; root: string; fault: LogFault | null }

/** Whether a note is a head of so many entries with that root (hex), signed by one of these keys (raw, base64url). */
export function isCheckpointOf(
  text: string,
  { seq, hash }: { seq: number; hash: string },
  publicKeys: Iterable<string>,
): boolean {
  const note = readNote(text)
  if (!note || note.size !== seq || rootText(note.root) !== hash) return false
  const keys = [...publicKeys]
  return note.signatures.some(({ signature }) =>
    keys.some((key) => verifySignature(key, note.signed, signature)),
  )
}

const batch = 20_000

/**
 * Counts the whole log of this installation anew: every entry's leaf, the old entries' chain, the tree at each
 * checkpoint and at the head, each checkpoint's signature by one of the installation's public keys. Stops at the first
 * fault. Needs the reach to see every entry.
 */
export async function verifyLog(tx: Tx, publicKeys: Iterable<string>): Promise<LogReport> {
  const keys = [...publicKeys]
  const check = new LineCheck()
  const checkpoints = (await store.listCheckpoints(tx, null, 1_000_000)).reverse()
  let passed = 0
  const report = (fault: LogFault | null): LogReport => ({
    entries: check.count,
    checkpoints: passed,
    root: Buffer.from(check.root).toString('hex'),
    fault,
  })
  const checkpointFault = (): LogFault | null => {
    const kept = checkpoints[passed]
    if (kept?.size !== check.count) return null
    const { size } = kept
    const note = readNote(kept.note)
    const root = check.root
    if (!note || note.size !== size || !sameBytes(note.root, root) || !sameBytes(kept.root, root))
      return { fault: 'root', size }
    const holds = note.signatures.some(({ signature }) =>
      keys.some((key) => verifySignature(key, note.signed, signature)),
    )
    if (!holds) return { fault: 'signature', size }
    passed += 1
    return null
  }
  for (;;) {
    const lines = await store.lines(tx, check.count, batch)
    if (lines.length === 0) break
    for (const line of lines) {
      if (!check.add(line)) return report(check.fault)
      const fault = checkpointFault()
      if (fault) return report(fault)
    }
  }
  const seq = check.count + 1
  if (!check.chainEndsWith(await store.chainEnd(tx))) return report({ fault: 'broken_link', seq })
  if (check.end(await store.head(tx))) return report(check.fault)
  return report(passed < checkpoints.length ? { fault: 'missing', seq } : null)
}
