import { hash as digest, randomBytes } from 'node:crypto'
import { newId } from '#kernel/ids'
import type { Entry, EntryDraft, Evidence, Terms } from '../model.ts'
import { canonical } from './canonical.ts'
import { type Digest, Frontier, type Place, treeOf } from './tree.ts'

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

/** By way of a text: Node hands out a buffer of its own four times as slowly, and the log hashes by the million. */
const hasher = (bytes: Uint8Array): Uint8Array => Buffer.from(digest('sha256', bytes, 'binary'), 'latin1')

/** The tree over Node's own SHA-256. */
export const tree = treeOf(hasher)
export { hasher as sha256 }

/** How far the tree is drawn, and its right edge there. */
export type Edge = { size: number; frontier: Uint8Array }
export const nothingDrawn: Edge = { size: 0, frontier: new Uint8Array() }
/** Subtrees of these heights are kept when they are whole: a proof reads at most fifteen of each. */
export const keptLevels = 4

export const frontierOf = (
  { size, frontier }: Edge,
  grown?: ConstructorParameters<typeof Frontier>[3],
): Frontier => {
  const hashes = Array.from({ length: frontier.length / 32 }, (_, index) =>
    frontier.subarray(index * 32, index * 32 + 32),
  )
  return new Frontier(tree, size, hashes, grown)
}

/** A root as statements write it; of no entries at all when there is none. */
export const rootText = (root: Digest = tree.empty()): string => Buffer.from(root).toString('hex')

export type Sealed = Omit<Entry, 'leafHash' | 'seq'> & {
  leafHash: Uint8Array
  stationId: EntryDraft['outcome']['stationId']
  salt: string
  personal: string
}
export type Tile = Place & { hash: Uint8Array }
export type Drawn = { edge: Edge; tiles: readonly Tile[] }

/** What is written of an entry, before it has its leaf: the body, and the personal part behind its salted hash. */
export function entryOf(draft: EntryDraft): Omit<Sealed, 'leafHash'> {
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
    // Only where that is what the entry says: a meeting points at people.
    ...(draft.kind === 'linked' && {
      links: {
        organisation: outcome.organisationId,
        project: outcome.projectId,
        meeting: outcome.meetingId,
        ...(outcome.introductionId && { introduction: outcome.introductionId }),
        ...(outcome.policyClaimId && { claim: outcome.policyClaimId }),
      },
    }),
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
    // Whose credit it is rests on it, so it is part of what is proved; it says nothing of whom it names.
    introduction: outcome.introductionId ?? undefined,
    happenedOn: outcome.happenedOn,
    level: outcome.level,
    pending: outcome.pending?.level,
    endedOn: outcome.endedOn,
    evidence: draft.evidence === null ? null : evidenceHash(draft.evidence),
    checked: draft.checked,
    issuer: draft.issuerId ?? undefined,
    personal: personalHash(salt, personal),
  })
  return {
    id: newId<'entry'>(),
    outcomeId: outcome.id,
    stationId: outcome.stationId,
    at: draft.at,
    body,
    salt,
    personal,
  }
}

/** Drafts with their leaves. Names, titles and organisations go apart, so that they can be erased. */
export const seal = (drafts: readonly EntryDraft[]): Sealed[] =>
  drafts.map((draft) => {
    const entry = entryOf(draft)
    return { ...entry, leafHash: tree.leafOf(entry.body) }
  })

/** Draws the tree on over further leaves. */
export function draw(edge: Edge, leaves: Iterable<Digest>): Drawn {
  const tiles: Tile[] = []
  const frontier = frontierOf(edge, (place, hash) => {
    if (place.level % keptLevels === 0) tiles.push({ ...place, hash })
  })
  for (const leaf of leaves) frontier.add(leaf)
  return { edge: { size: frontier.size, frontier: Buffer.concat(frontier.edge) }, tiles }
}
