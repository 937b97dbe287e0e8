import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { type Actor, visitor } from '#kernel/access'
import type { Bilingual } from '#kernel/text'
import { type PlainDate, plainDate } from '#kernel/time'
import {
  acceptIssuer,
  addEvidence,
  answerConfirmation,
  askConfirmation,
  type OutcomeId,
  proposeIssuer,
  readOutcome,
  verifyByCredential,
} from '#modules/outcomes'
import { signedBytes } from '../../modules/outcomes/evidence/credential/data-integrity.ts'
import { multikeyOf, toBase58 } from '../../modules/outcomes/evidence/credential/keys.ts'
import type { Scene } from './scene.ts'

/** A made-up institution that issues credentials; its key lives as long as the demo is being loaded. */
export type Issuer = { key: KeyObject; multikey: string }

export function newIssuer(): Issuer {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  return { key: privateKey, multikey: multikeyOf(publicKey) }
}

export const showCopy = (scene: Scene, by: Actor, outcomeId: OutcomeId) =>
  scene.as(by).run(addEvidence, {
    outcomeId,
    name: 'Signed copy (made up)',
    evidence: { kind: 'link', link: `https://evidence.example/2019/${outcomeId}` },
  })

/** The other side is asked and says yes, by the link and without an account. */
export async function confirm(scene: Scene, by: Actor, outcomeId: OutcomeId): Promise<void> {
  const name = 'Personnel office (made up)'
  const asked = await scene.as(by).run(askConfirmation, {
    outcomeId,
    email: `confirm.${outcomeId.slice(-6)}@enterprise.example`,
    name,
    locale: 'zh',
  })
  await scene.as(visitor).run(answerConfirmation, { confirmationId: asked.id, said: 'confirmed', name })
}

/** An organiser puts an institution forward for the list of trusted issuers. */
export const putForward = (scene: Scene, { multikey }: Issuer, by: Actor, name: Bilingual) =>
  scene.as(by).run(proposeIssuer, {
    name,
    did: `did:key:${multikey}`,
    keys: multikey,
    source: 'Handed over at its desk (made up). 当面取得（虚构）。',
    validFrom: plainDate('2019-01-01'),
    madeUp: true,
  })

/** The registry comes on the list: one organiser puts it forward, another accepts it. */
export async function trustIssuer(scene: Scene, issuer: Issuer, one: Actor, another: Actor): Promise<void> {
  const name = { en: 'Registry of the zone (made up)', zh: '高新区登记处（虚构）' }
  const { id } = await putForward(scene, issuer, one, name)
  await scene.as(another).run(acceptIssuer, { issuerId: id })
}

/** A credential about the record, signed by the issuer, is shown as evidence. */
export async function showCredential(
  scene: Scene,
  { key, multikey }: Issuer,
  by: Actor,
  outcomeId: OutcomeId,
  happenedOn: PlainDate,
): Promise<void> {
  const document = {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    type: ['VerifiableCredential'],
    issuer: { id: `did:key:${multikey}`, name: 'Registry of the zone (made up)' },
    validFrom: `${happenedOn}T00:00:00Z`,
    credentialSubject: { id: `urn:uuid:${outcomeId}`, happenedOn },
  }
  const proof = {
    type: 'DataIntegrityProof',
    cryptosuite: 'eddsa-jcs-2022',
    verificationMethod: `did:key:${multikey}#${multikey}`,
    proofPurpose: 'assertionMethod',
  }
  const bytes = signedBytes(document, proof)
  if (!bytes) throw new Error('a proof and its document name the same contexts')
  const signed = { ...document, proof: { ...proof, proofValue: `z${toBase58(sign(null, bytes, key))}` } }
  const fileHash = await scene.files.put(new TextEncoder().encode(JSON.stringify(signed, null, 2)))
  await scene.as(by).run(addEvidence, {
    outcomeId,
    name: 'Credential of the registry (made up)',
    evidence: { kind: 'credential', fileHash, mediaType: 'application/vc' },
  })
}

/** A verifier has our code check it against the list of issuers. */
export async function credential(scene: Scene, by: Actor, outcomeId: OutcomeId): Promise<void> {
  const { evidence } = await scene.as(by).ask(readOutcome, { outcomeId })
  const shown = evidence.find(({ kind }) => kind === 'credential')
  if (!shown) throw new Error('a credential is checked before it is shown')
  await scene.as(by).run(verifyByCredential({ files: scene.files }), {
    outcomeId,
    evidenceId: shown.id,
    reason: 'The issuer’s credential was checked. 已核验签发机构的凭证。',
  })
}
