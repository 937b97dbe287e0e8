import { z } from 'zod'
import { everyone } from '#kernel/access'
import { beyond, command, type Tx } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { isId, newId } from '#kernel/ids'
import { bilingual } from '#kernel/text'
import { EventId, findEvent } from '#modules/events'
import { EditionId, findEdition } from '#modules/programme'
import type { Files } from '#platform/files'
import type { Keys } from '#platform/keys'
import { ownSideOf } from '../evidence/confirmation/own-side.ts'
import { told } from '../facts.ts'
import { sha256 } from '../log/seal.ts'
import { type Evidence, OutcomeId } from '../model.ts'
import * as outcomes from '../store.ts'
import { mayHold } from './access.ts'
import { signingCode } from './codes.ts'
import { type Ceremony, CeremonyId, type Contract, SideId, type Signing, SigningId } from './model.ts'
import * as rules from './rules.ts'
import * as store from './store.ts'

const Line = z.string().trim().min(1).max(200)

/** A ceremony of an edition, at one of its events where that is known. */
export const openCeremony = command({
  name: 'outcomes.open_ceremony',
  input: z.object({
    editionId: EditionId,
    eventId: EventId.nullable().default(null),
    title: bilingual({ max: 120 }),
  }),
  load: async (tx, { editionId, eventId }) => {
    const edition = await findEdition(tx, editionId)
    if (!edition) throw notFound()
    if (eventId !== null && (await findEvent(tx, eventId))?.editionId !== editionId) throw notFound()
    return edition
  },
  allow: mayHold,
  decide: ({ zone }, input, { actor, at }) => rules.open({ ...input, zone }, actor, at),
  save: store.saveCeremony,
  audit: ({ id }) => ({ type: 'ceremony', id }),
})

async function locked(tx: Tx, id: Ceremony['id']): Promise<Ceremony> {
  const ceremony = await store.lockCeremony(tx, id)
  if (!ceremony) throw notFound()
  return ceremony
}

/** Nothing more is put into its queue; what is queued can still be signed. */
export const closeCeremony = command({
  name: 'outcomes.close_ceremony',
  input: z.object({ ceremonyId: CeremonyId }),
  load: (tx, { ceremonyId }) => locked(tx, ceremonyId),
  allow: mayHold,
  decide: rules.close,
  save: store.saveCeremony,
  audit: ({ id }) => ({ type: 'ceremony', id }),
})

const Signatory = z.object({
  organisation: Line,
  name: Line,
  email: z.email('kernel.field_email').max(254),
  locale: z.enum(['en', 'zh']),
})

const aboutContract = ({ outcomeId }: Pick<Signing, 'outcomeId'>) => ({ type: 'outcome', id: outcomeId })

/** As a form sends it: what is no contract is refused at its field together with what else is wrong. */
const ChosenContract = z
  .string()
  .refine(isId, 'kernel.field_choose')
  .transform((text) => OutcomeId.parse(text))

/** Puts a contract into the queue; both sides get a letter with their link. */
export const queueContract = command({
  name: 'outcomes.queue_contract',
  input: z.object({
    ceremonyId: CeremonyId,
    outcomeId: ChosenContract,
    first: Signatory,
    second: Signatory,
  }),
  load: async (tx, { ceremonyId, outcomeId, second }, { actor }) => {
    const ceremony = await locked(tx, ceremonyId)
    const outcome = await outcomes.lock(tx, outcomeId)
    if (!outcome) throw notFound()
    return {
      ceremony,
      outcome,
      isQueued: await store.isQueued(tx, outcomeId),
      last: await store.lastPlace(tx, ceremonyId),
      ...(await ownSideOf(tx, outcome, second.email, actor)),
    }
  },
  allow: mayHold,
  decide: (loaded, { first, second }, { actor, at }) => rules.queue(loaded, { first, second }, actor, at),
  save: store.insertSigning,
  announce: ({ sides }) =>
    sides.map(({ id }) => ({ name: 'outcomes.signature_asked', payload: { sideId: id } })),
  audit: aboutContract,
})

async function lockedSigning(tx: Tx, id: Signing['id']): Promise<Signing> {
  const signing = await store.lockSigning(tx, id)
  if (!signing) throw notFound()
  return signing
}

/** Takes a contract off the queue; its links open nothing more. */
export const takeOffContract = command({
  name: 'outcomes.take_off_contract',
  input: z.object({ signingId: SigningId }),
  load: (tx, { signingId }) => lockedSigning(tx, signingId),
  allow: mayHold,
  decide: rules.takeOff,
  save: store.saveSigning,
  audit: aboutContract,
})

/** Lets a contract change places with the one before it. */
export const moveContractUp = command({
  name: 'outcomes.move_contract_up',
  input: z.object({ signingId: SigningId }),
  load: async (tx, { signingId }) => {
    const signing = await lockedSigning(tx, signingId)
    await locked(tx, signing.ceremonyId)
    return { signing, queue: await store.signingsOf(tx, signing.ceremonyId) }
  },
  allow: mayHold,
  decide: ({ signing, queue }) => rules.moveUp(signing, queue),
  save: async (tx, moved) => {
    for (const signing of moved) await store.saveSigning(tx, signing)
  },
})

/** The signed link of a side is the key to its page; what it signs needs the code from its mailbox as well. */
export const byLink = everyone(
  'the signed link of a side opens its contract; signing needs a code from its mailbox',
)
export const linkReach = beyond(
  'the sides of a contract have no account; the signed link names the one they may see',
)

/** One side's contract; `lock` for writing. */
export async function contractOf(tx: Tx, sideId: SideId, lock: boolean): Promise<Contract> {
  const signing = await store.signingOfSide(tx, sideId, lock)
  const outcome = signing && (await (lock ? outcomes.lock : outcomes.find)(tx, signing.outcomeId))
  if (!signing || !outcome) throw notFound()
  return { signing, outcome }
}

/** Sends another code to the side's mailbox. */
export const askCode = command({
  name: 'outcomes.ask_code',
  input: z.object({ sideId: SideId }),
  reach: linkReach,
  load: (tx, { sideId }) => contractOf(tx, sideId, true),
  allow: byLink,
  decide: (contract, { sideId }, { at }) => ({ sideId, signing: rules.sendCode(contract, sideId, at) }),
  save: (tx, { signing }) => store.saveSigning(tx, signing),
  announce: ({ sideId, signing }) => [
    { name: 'outcomes.code_asked', payload: { sideId, codes: rules.sideIn(signing, sideId).codes } },
  ],
})

const documentOf = (
  { signing, outcome }: Contract,
  bytes: Uint8Array,
  at: Evidence['addedAt'],
): Evidence => ({
  id: newId<'evidence'>(),
  outcomeId: outcome.id,
  stationId: outcome.stationId,
  name: outcome.title,
  addedBy: signing.queuedBy,
  addedAt: at,
  kind: 'file',
  fileHash: Buffer.from(sha256(bytes)).toString('hex'),
  mediaType: 'application/pdf',
})

/**
 * One side signs; `document` is the bytes of a PDF that both have signed. A wrong code comes back as `refused`, because
 * it has to be counted: whoever calls throws it.
 */
export const signContract = ({ keys, files }: { keys: Keys; files: Files }) =>
  command({
    name: 'outcomes.sign_contract',
    input: z.object({
      sideId: SideId,
      name: Line,
      code: z.string().trim().max(20),
      publish: z.boolean(),
      document: z.instanceof(Uint8Array).nullable().default(null),
    }),
    reach: linkReach,
    load: async (tx, { sideId }) => {
      const contract = await contractOf(tx, sideId, true)
      return { ...contract, right: signingCode(keys, rules.sideIn(contract.signing, sideId)) }
    },
    allow: byLink,
    decide: (contract, { sideId, document, ...given }, { at }) => ({
      ...rules.sign(
        contract,
        sideId,
        { ...given, document: document && documentOf(contract, document, at) },
        at,
      ),
      document,
    }),
    save: async (tx, signed) => {
      await store.saveSigning(tx, signed.signing)
      if (signed.refused !== null) return
      if (signed.document) await files.put(signed.document)
      await outcomes.save(tx, signed)
    },
    announce: (signed) => (signed.refused === null ? told(signed) : []),
    audit: ({ outcome, refused }) =>
      refused === null ? { type: 'outcome', id: outcome.id, stationId: outcome.stationId } : null,
  })

/** A side takes back that its contract may be published. */
export const takeBackPublishing = command({
  name: 'outcomes.take_back_publishing',
  input: z.object({ sideId: SideId }),
  reach: linkReach,
  load: (tx, { sideId }) => contractOf(tx, sideId, true),
  allow: byLink,
  decide: ({ signing }, { sideId }) => rules.takeBack(signing, sideId),
  save: store.saveSigning,
  audit: aboutContract,
})
