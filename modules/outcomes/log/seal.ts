import { hash as digest, randomBytes } from 'node:crypto'
import { newId } from '#kernel/ids'
import type { Entry, EntryDraft, Evidence, Terms } from '../model.ts'
import { canonical } from './canonical.ts'
import { Frontier, type Place, treeOf } from './tree.ts'

const sha256 = (text: string) => digest('sha256', text, 'hex')

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

const hasher = (bytes: Uint8Array): Uint8Array => digest('sha256', bytes, 'buffer')

/** The tree over Node's own SHA-256. */
export const tree = treeOf(hasher)
export { hasher as sha256 }

/** Where the log stands: how many entries, and the right edge of their tree. */
export type Edge = { seq: number; frontier: Uint8Array }

export const frontierOf = (
  { seq, frontier }: Edge,
  grown?: ConstructorParameters<typeof Frontier>[3],
): Frontier => {
  const hashes = Array.from({ length: frontier.length / 32 }, (_, index) =>
    frontier.subarray(index * 32, index * 32 + 32),
  )
  return new Frontier(tree, seq, hashes, grown)
}

export type Sealed = Omit<Entry, 'leafHash'> & {
  leafHash: Uint8Array
  stationId: EntryDraft['outcome']['stationId']
  salt: string
  personal: string
}
export type Tile = Place & { hash: Uint8Array }
export type SealedBatch = { edge: Edge; entries: Sealed[]; tiles: Tile[] }

/** What is written of an entry, before it has its leaf: the body, and the personal part behind its salted hash. */
export function entryOf(draft: EntryDraft, seq: number): Omit<Sealed, 'leafHash'> {
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
  return {
    id: newId<'entry'>(),
    outcomeId: outcome.id,
    stationId: outcome.stationId,
    at: draft.at,
    seq,
    body,
    salt,
    personal,
  }
}

/** Gives drafts their places at the right edge. Names, titles and organisations go apart, so that they can be erased. */
export function seal(edge: Edge, drafts: readonly EntryDraft[]): SealedBatch {
  const tiles: Tile[] = []
  const frontier = frontierOf(edge, (place, hash) => {
    if (place.level % 8 === 0) tiles.push({ ...place, hash })
  })
  const entries = drafts.map((draft) => {
    const entry = entryOf(draft, frontier.size + 1)
    const leafHash = tree.leafOf(entry.body)
    frontier.add(leafHash)
    return { ...entry, leafHash }
  })
  return { edge: { seq: frontier.size, frontier: Buffer.concat(frontier.edge) }, entries, tiles }
}
