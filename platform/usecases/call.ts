import type { Actor } from '#kernel/access'
import type { Subject, Tx } from '#kernel/command'

export type Door = 'web' | 'api' | 'job' | 'cli'

/** Who asked, through which door, in which request: what the audit trail keeps of a call. */
export type Call = { actor: Actor; door: Door; requestId: string }

/** One line of the audit trail. */
export type Line = Call & { at: string; command: string; subject: Subject | null }

/** Writes lines of the audit trail in the transaction of what they tell of. */
export type Recorder = (tx: Tx, lines: readonly Line[]) => Promise<void>
