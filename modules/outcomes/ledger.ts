import { hash as digest, randomBytes } from 'node:crypto'
import { newId } from '#kernel/ids'
import { canonical } from './log/canonical.ts'
import type { ChainLink, Entry, EntryDraft, Evidence, Terms } from './model.ts'

/** What stands before the first entry. */
export const beginning = '0'.repeat(64)

const sha256 = (text: string) => digest('sha256', text, 'hex')

/** The hash of an entry: its place, the hash before it and its exact body, each on a line of its own. */
export const hashOf = (seq: number, previousHash: string, body: string): string =>
  sha256(`haigui ledger 1\n${seq}\n${previousHash}\n${body}`)

export const personalHash = (salt: string, data: string): string => sha256(`${salt}\n${data}`)

/** The terms as an entry's body says them: numbers of registers and offices can point at a person and stand apart. */
function publicTerms(terms: Terms): object {
  if (terms.type === 'company') return { type: terms.type }
  if (terms.type === 'landing' || terms.type === 'award') return { type: terms.type }
  if (terms.type === 'patent') return { type: terms.type, stage: terms.stage }
  return terms
}

/** What an entry keeps of its evidence: the hash of the file, or of the address or number that was given. */
export const evidenceHash = (evidence: Evidence): string =>
  evidence.kind === 'file' || evidence.kind === 'credential'
    ? evidence.fileHash
    : sha256(evidence.kind === 'link' ? evidence.link : `${evidence.registry}\n${evidence.registryNumber}`)

export type Head = { seq: number; hash: string }
export type Sealed = Entry & { stationId: EntryDraft['outcome']['stationId']; salt: string; personal: string }

/** Gives drafts their places after `head`. Names, titles and organisations go apart, so that they can be erased. */
export function seal(head: Head, drafts: readonly EntryDraft[]): { head: Head; entries: Sealed[] } {
  let { seq, hash } = head
  const entries = drafts.map((draft): Sealed => {
    const { outcome } = draft
    const salt = randomBytes(16).toString('hex')
    const personal = canonical({
      title: outcome.title,
      organisation: outcome.organisation,
      person: outcome.personId,
      reason: draft.reason,
      evidence: draft.evidence?.name ?? null,
      name: draft.name ?? null,
      terms: outcome.terms,
    })
    const body = canonical({
      at: draft.at,
      kind: draft.kind,
      outcome: outcome.id,
      edition: outcome.editionId,
      station: outcome.stationId,
      by: draft.by,
      ...publicTerms(outcome.terms),
      event: outcome.eventId,
      happenedOn: outcome.happenedOn,
      level: outcome.level,
      pending: outcome.pending?.level,
      endedOn: outcome.endedOn,
      evidence: draft.evidence === null ? null : evidenceHash(draft.evidence),
      checked: draft.checked,
      personal: personalHash(salt, personal),
    })
    const previousHash = hash
    seq += 1
    hash = hashOf(seq, previousHash, body)
    return {
      id: newId<'entry'>(),
      outcomeId: outcome.id,
      stationId: outcome.stationId,
      at: draft.at,
      seq,
      body,
      previousHash,
      hash,
      salt,
      personal,
    }
  })
  return { head: { seq, hash }, entries }
}

export type ChainFault = { seq: number; fault: 'missing' | 'broken_link' | 'changed' }

/**
 * Walks a chain from its beginning and stops at the first fault: an entry that is missing, does not follow the one
 * before, or whose body is not what was hashed. `end` is compared with a head that was noted elsewhere.
 */
export class ChainCheck {
  count = 0
  fault: ChainFault | null = null
  #hash = beginning

  get head(): Head {
    return { seq: this.count, hash: this.#hash }
  }

  add(link: ChainLink): boolean {
    if (this.fault) return false
    const seq = this.count + 1
    if (link.seq !== seq) this.fault = { seq, fault: 'missing' }
    else if (link.previousHash !== this.#hash) this.fault = { seq, fault: 'broken_link' }
    else if (hashOf(seq, link.previousHash, link.body) !== link.hash) this.fault = { seq, fault: 'changed' }
    else {
      this.count = seq
      this.#hash = link.hash
      return true
    }
    return false
  }

  /** After the last link: the head noted elsewhere must be reached, or entries at the end are missing. */
  end(noted: Head): ChainFault | null {
    if (this.fault === null && (noted.seq !== this.count || noted.hash !== this.#hash))
      this.fault = { seq: this.count + 1, fault: noted.seq > this.count ? 'missing' : 'broken_link' }
    return this.fault
  }
}
