import { generateKeyPairSync, sign } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Actor } from '#kernel/access'
import { Refusal } from '#kernel/errors'
import { instant, plainDate } from '#kernel/time'
import { openFiles } from '#platform/files'
import { testDatabase } from '../../../tools/test/database.ts'
import { anEditionWithPeople } from '../arrange.fixtures.ts'
import { addEvidence, correctOutcome, stateOutcome, verifyOutcome, withdrawOutcome } from '../commands.ts'
import type { OutcomeId, Terms } from '../model.ts'
import { readOutcome } from '../queries.ts'
import { answerConfirmation, askConfirmation } from './confirmation/commands.ts'
import { verifyByCredential } from './credential/commands.ts'
import { signedBytes } from './credential/data-integrity.ts'
import { multikeyOf, toBase58 } from './credential/keys.ts'
import { acceptIssuer, proposeIssuer, readIssuer, withdrawIssuer } from './issuer/commands.ts'

const db = await testDatabase({ at: '2019-08-01T08:00:00Z' })
const cast = await db.tx((tx) => anEditionWithPeople(tx, db.clock.now()))
const folder = mkdtempSync(join(tmpdir(), 'haigui-evidence-'))
const files = await openFiles({ folder })
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof Refusal) return error.fields[0]?.code ?? error.code
      throw error
    },
  )
const state = async (terms: Terms, by: Actor = cast.lead): Promise<OutcomeId> => {
  const { outcome } = await db.use(by).run(stateOutcome, {
    editionId: cast.editionId,
    stationId: by === cast.lead ? cast.london : null,
    personId: cast.scholar.personId,
    terms,
    title: 'Something came of it',
    organisation: 'An institute',
    happenedOn: plainDate('2019-07-20'),
  })
  return outcome.id
}
const link = { kind: 'link', link: 'https://example.org/paper' } as const
const show = async (outcomeId: OutcomeId, by: Actor = cast.lead) => {
  const { entries } = await db.use(by).run(addEvidence, { outcomeId, name: 'paper', evidence: link })
  const id = entries[0]?.evidence?.id
  if (!id) throw new Error('no evidence')
  return id
}
const verify = (
  by: Actor,
  outcomeId: OutcomeId,
  level: 'documented' | 'confirmed' | 'credentialed' | 'witnessed',
  evidenceIds: Awaited<ReturnType<typeof show>>[] | null = null,
) => codeOf(db.use(by).run(verifyOutcome, { outcomeId, level, reason: 'seen', evidenceIds }))
const levelOf = async (outcomeId: OutcomeId) =>
  (await db.use(cast.auditor).ask(readOutcome, { outcomeId })).outcome.level
const post: Terms = { type: 'post', form: 'full_time' }

describe('the other side', () => {
  const ask = (outcomeId: OutcomeId, email = 'hr@institute.example', by: Actor = cast.lead) =>
    db.use(by).run(askConfirmation, { outcomeId, email, name: 'Personnel office', locale: 'zh' })
  const answer = (confirmationId: Awaited<ReturnType<typeof ask>>['id'], said: 'confirmed' | 'denied') =>
    codeOf(db.use(cast.visitor).run(answerConfirmation, { confirmationId, said, name: 'Ms Wang', note: 'n' }))

  it('says yes once, by the link alone, and the level follows', async () => {
    const outcomeId = await state(post)
    const { id } = await ask(outcomeId)
    expect(await answer(id, 'confirmed')).toBe('done')
    expect(await answer(id, 'denied')).toBe('outcomes.link_used')
    const { outcome, entries, personal } = await db.use(cast.lead).ask(readOutcome, { outcomeId })
    expect(outcome).toMatchObject({ level: 'confirmed', disputed: false })
    const last = entries.at(-1)
    expect(JSON.parse(last?.body ?? '{}')).toMatchObject({ kind: 'confirmed', by: null, level: 'confirmed' })
    expect(last?.body).not.toContain('Wang')
    expect(personal.get(last?.id as never)?.data).toContain('Ms Wang')
  })

  it('says no, and the record is disputed', async () => {
    const outcomeId = await state(post)
    const { id } = await ask(outcomeId)
    expect(await answer(id, 'denied')).toBe('done')
    const { outcome } = await db.use(cast.lead).ask(readOutcome, { outcomeId })
    expect(outcome).toMatchObject({ level: 'stated', disputed: true })
  })

  it('confirms nothing that was changed after the letter', async () => {
    const outcomeId = await state(post)
    const { id } = await ask(outcomeId)
    const facts = {
      title: 'Another thing',
      organisation: 'An institute',
      happenedOn: plainDate('2019-07-20'),
    }
    await db.use(cast.lead).run(correctOutcome, { outcomeId, reason: 'wrong', terms: post, ...facts })
    expect(await answer(id, 'confirmed')).toBe('outcomes.link_stale')
  })

  it.each([
    ['the claimant', 'lead@example.org'],
    ['the claimant in another spelling', 'LEAD+hr@example.org'],
    ['whom it is about', 'scholar@example.org'],
  ])('is never %s', async (_who, email) => {
    const outcomeId = await state(post)
    expect(await codeOf(ask(outcomeId, email))).toBe('outcomes.field_own_side')
  })

  it('is not asked about a neighbour’s record, nor by an auditor', async () => {
    const outcomeId = await state(post)
    expect(await codeOf(ask(outcomeId, 'a@b.example', cast.neighbour))).toBe('kernel.not_found')
    expect(await codeOf(ask(outcomeId, 'a@b.example', cast.auditor))).toBe('kernel.forbidden')
  })

  it('is asked five times at most', async () => {
    const outcomeId = await state(post)
    for (let time = 0; time < 5; time += 1) await ask(outcomeId)
    expect(await codeOf(ask(outcomeId))).toBe('outcomes.too_many_asked')
  })

  it('is the only one who gives that level', async () => {
    expect(await verify(cast.verifier, await state(post), 'confirmed')).toBe('outcomes.by_link_only')
  })
})

describe('bad input', () => {
  it('a registry number stands once, however it is written, and is free again when its record is withdrawn', async () => {
    const first = await state({ type: 'company', registryNumber: '91210200-ma0x' })
    const again = { type: 'company', registryNumber: '91210200 MA0X' } as const
    expect(await codeOf(state(again, cast.organiser))).toBe('outcomes.registry_taken')
    await db.use(cast.lead).run(withdrawOutcome, { outcomeId: first, reason: 'a mistake' })
    expect(await codeOf(state(again, cast.organiser))).toBe('done')
  })

  it('a currency that does not exist is refused', async () => {
    const amount = { minor: 100, currency: 'XQX' }
    expect(await codeOf(state({ type: 'contract', force: 'binding', amount }))).toBe(
      'outcomes.field_currency',
    )
  })

  it('evidence of another record is not evidence of this one', async () => {
    const [mine, other] = [await state(post), await state(post)]
    await show(mine)
    const foreign = await show(other)
    expect(await verify(cast.verifier, mine, 'documented', [foreign])).toBe('outcomes.foreign_evidence')
    expect(await levelOf(mine)).toBe('stated')
  })

  it('a claimant who is a verifier, too, does not verify', async () => {
    const outcomeId = await state(post, cast.verifier)
    await show(outcomeId, cast.verifier)
    expect(await verify(cast.verifier, outcomeId, 'documented')).toBe('outcomes.own_claim')
  })
})

describe('where money moves', () => {
  const paid: Terms = { type: 'investment', stage: 'paid', amount: { minor: 5_000_000, currency: 'CNY' } }

  it('the first verifier’s word waits for a second one', async () => {
    const outcomeId = await state(paid)
    await show(outcomeId)
    expect(await verify(cast.verifier, outcomeId, 'documented')).toBe('done')
    expect(await levelOf(outcomeId)).toBe('stated')
    expect(await verify(cast.verifier, outcomeId, 'documented')).toBe('outcomes.needs_second')
    expect(await verify(cast.secondVerifier, outcomeId, 'documented')).toBe('done')
    expect(await levelOf(outcomeId)).toBe('documented')
  })

  it('a correction in between starts both again', async () => {
    const outcomeId = await state(paid)
    await show(outcomeId)
    await verify(cast.verifier, outcomeId, 'documented')
    const facts = {
      title: 'Another thing',
      organisation: '',
      happenedOn: plainDate('2019-07-20'),
      terms: paid,
    }
    await db.use(cast.lead).run(correctOutcome, { outcomeId, reason: 'wrong', ...facts })
    await verify(cast.secondVerifier, outcomeId, 'documented')
    expect(await levelOf(outcomeId)).toBe('stated')
  })
})

describe('a credential', () => {
  const pair = generateKeyPairSync('ed25519')
  const issuerKey = multikeyOf(pair.publicKey)
  /** The issuer's key, on the list: put forward by one organiser, accepted by another. */
  const trust = async (keys = issuerKey, did: string | null = null) => {
    const { id } = await db.use(cast.organiser).run(proposeIssuer, {
      name: { en: 'Registry', zh: '登记处' },
      did,
      keys,
      source: 'its desk',
      validFrom: plainDate('2019-01-01'),
      validUntil: plainDate('2019-12-31'),
    })
    await db.use(cast.secondOrganiser).run(acceptIssuer, { issuerId: id })
    return id
  }
  const credentialFor = async (outcomeId: OutcomeId, about: OutcomeId = outcomeId, by = pair) => {
    const document = {
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      type: ['VerifiableCredential'],
      issuer: 'did:example:zone',
      credentialSubject: { id: `urn:uuid:${about}` },
    }
    const proof = {
      type: 'DataIntegrityProof',
      cryptosuite: 'eddsa-jcs-2022',
      verificationMethod: `did:key:${issuerKey}`,
      proofPurpose: 'assertionMethod',
    }
    const proofValue = `z${toBase58(sign(null, signedBytes(document, proof) as Buffer, by.privateKey))}`
    const bytes = new TextEncoder().encode(JSON.stringify({ ...document, proof: { ...proof, proofValue } }))
    const { entries } = await db.use(cast.lead).run(addEvidence, {
      outcomeId,
      name: 'credential',
      evidence: { kind: 'credential', fileHash: await files.put(bytes), mediaType: 'application/vc' },
    })
    const id = entries[0]?.evidence?.id
    if (!id) throw new Error('no evidence')
    return id
  }
  const check = (by: Actor, outcomeId: OutcomeId, evidenceId: Awaited<ReturnType<typeof show>>, key = '') =>
    codeOf(
      db
        .use(by)
        .run(verifyByCredential({ files }), { outcomeId, evidenceId, issuerKey: key, reason: 'checked' }),
    )
  const lastOf = async (outcomeId: OutcomeId) => {
    const { entries } = await db.use(cast.lead).ask(readOutcome, { outcomeId })
    return JSON.parse(entries.at(-1)?.body ?? '{}')
  }

  it('of somebody unknown is a document, and says that its issuer is not on the list', async () => {
    const outcomeId = await state(post)
    const evidenceId = await credentialFor(outcomeId)
    expect(await check(cast.verifier, outcomeId, evidenceId)).toBe('outcomes.failed_listed')
    expect(await check(cast.verifier, outcomeId, evidenceId, issuerKey)).toBe('done')
    expect(await levelOf(outcomeId)).toBe('documented')
    const { evidence } = await db.use(cast.lead).ask(readOutcome, { outcomeId })
    expect(evidence[0]).toMatchObject({ issuerId: null })
    expect('checks' in (evidence[0] ?? {}) && evidence[0]).toMatchObject({
      checks: expect.arrayContaining([{ name: 'listed', passed: false, detail: 'did:example:zone' }]),
    })
    expect((await lastOf(outcomeId)).checked).not.toContain('listed')
    // As a document it adds nothing more.
    expect(await check(cast.verifier, outcomeId, evidenceId, issuerKey)).toBe('outcomes.issuer_unlisted')
  })

  it('is refused with another key, about another record, and by word alone', async () => {
    const outcomeId = await state(post)
    const evidenceId = await credentialFor(outcomeId)
    const other = multikeyOf(generateKeyPairSync('ed25519').publicKey)
    expect(await check(cast.verifier, outcomeId, evidenceId, other)).toBe('outcomes.failed_signature')
    const foreign = await credentialFor(outcomeId, await state(post))
    expect(await check(cast.verifier, outcomeId, foreign, issuerKey)).toBe('outcomes.failed_subject')
    expect(await verify(cast.verifier, outcomeId, 'credentialed')).toBe('outcomes.needs_credential')
    expect(await check(cast.organiser, outcomeId, evidenceId)).toBe('outcomes.beyond_role')
    expect(await check(cast.neighbour, outcomeId, evidenceId)).toBe('kernel.not_found')
  })

  it('of an issuer on the list gives the highest level, and goes down by an entry when the issuer is withdrawn', async () => {
    const outcomeId = await state(post)
    const evidenceId = await credentialFor(outcomeId)
    const issuerId = await trust()
    expect(await check(cast.verifier, outcomeId, evidenceId)).toBe('done')
    expect(await levelOf(outcomeId)).toBe('credentialed')
    expect(await lastOf(outcomeId)).toMatchObject({ issuer: issuerId, level: 'credentialed' })
    expect((await lastOf(outcomeId)).checked).toEqual(expect.arrayContaining(['signature', 'listed']))

    const withdraw = (by: Actor) =>
      codeOf(db.use(by).run(withdrawIssuer, { issuerId, reason: 'its key was stolen' }))
    expect(await withdraw(cast.verifier)).toBe('kernel.forbidden')
    expect(await withdraw(cast.secondOrganiser)).toBe('done')
    expect(await levelOf(outcomeId)).toBe('documented')
    expect(await lastOf(outcomeId)).toMatchObject({ kind: 'lowered', level: 'documented' })
    expect(await withdraw(cast.organiser)).toBe('outcomes.issuer_gone')
    expect(await check(cast.verifier, outcomeId, evidenceId)).toBe('outcomes.failed_listed')
  })

  it('that was given anew by another trusted issuer stays when the first is withdrawn', async () => {
    const outcomeId = await state(post)
    const firstId = await trust()
    expect(await check(cast.verifier, outcomeId, await credentialFor(outcomeId))).toBe('done')
    const facts = { title: 'It was a chair', organisation: 'X', happenedOn: plainDate('2019-07-20') }
    await db.use(cast.lead).run(correctOutcome, { outcomeId, reason: 'wrong', terms: post, ...facts })
    const other = generateKeyPairSync('ed25519')
    const secondId = await trust(multikeyOf(other.publicKey))
    expect(await check(cast.verifier, outcomeId, await credentialFor(outcomeId, outcomeId, other))).toBe(
      'done',
    )
    await db.use(cast.organiser).run(withdrawIssuer, { issuerId: firstId, reason: 'closed' })
    expect(await levelOf(outcomeId)).toBe('credentialed')
    await db.use(cast.organiser).run(withdrawIssuer, { issuerId: secondId, reason: 'closed, too' })
    expect(await levelOf(outcomeId)).toBe('documented')
  })

  it('that waits for a second verifier sinks as well', async () => {
    const paid: Terms = { type: 'investment', stage: 'paid', amount: { minor: 100, currency: 'CNY' } }
    const outcomeId = await state(paid)
    const evidenceId = await credentialFor(outcomeId)
    const issuerId = await trust()
    expect(await check(cast.verifier, outcomeId, evidenceId)).toBe('done')
    await db.use(cast.organiser).run(withdrawIssuer, { issuerId, reason: 'closed' })
    const { outcome } = await db.use(cast.auditor).ask(readOutcome, { outcomeId })
    expect(outcome).toMatchObject({ level: 'stated', pending: { level: 'documented' } })
  })

  it('counts only for the DID that stands on the list, and only while the entry is valid', async () => {
    const outcomeId = await state(post)
    const evidenceId = await credentialFor(outcomeId)
    const other = await trust(issuerKey, 'did:example:somebody-else')
    expect(await check(cast.verifier, outcomeId, evidenceId)).toBe('outcomes.failed_listed')
    await db.use(cast.organiser).run(withdrawIssuer, { issuerId: other, reason: 'a mistake' })
    const issuerId = await trust(issuerKey, 'did:example:zone')
    db.clock.set(instant('2020-01-01T08:00:00Z'))
    expect(await check(cast.verifier, outcomeId, evidenceId)).toBe('outcomes.failed_listed')
    db.clock.set(instant('2019-08-01T08:00:00Z'))
    expect(await check(cast.verifier, outcomeId, evidenceId)).toBe('done')
    await db.use(cast.organiser).run(withdrawIssuer, { issuerId, reason: 'the end of the test' })
  })

  it('is never the word of one: not of who put it forward, not of a verifier, and a key stands once', async () => {
    const put = (by: Actor, keys = issuerKey) =>
      db.use(by).run(proposeIssuer, {
        name: { en: 'R', zh: '' },
        keys,
        source: 'x',
        validFrom: plainDate('2019-01-01'),
      })
    const { id: issuerId } = await put(cast.organiser)
    const accept = (by: Actor) => codeOf(db.use(by).run(acceptIssuer, { issuerId }))
    expect(await accept(cast.organiser)).toBe('outcomes.issuer_same_person')
    for (const by of [cast.verifier, cast.auditor]) expect(await accept(by)).toBe('kernel.forbidden')
    for (const by of [cast.lead, cast.scholar]) expect(await accept(by)).toBe('kernel.not_found')
    expect(await codeOf(put(cast.secondOrganiser))).toBe('outcomes.issuer_keys_taken')
    expect(await codeOf(put(cast.organiser, 'hello'))).toBe('outcomes.field_issuer_keys')
    expect(await codeOf(put(cast.verifier))).toBe('kernel.forbidden')
    // A proposal counts for nothing yet.
    const outcomeId = await state(post)
    const evidenceId = await credentialFor(outcomeId)
    expect(await check(cast.verifier, outcomeId, evidenceId)).toBe('outcomes.failed_listed')
    expect(await accept(cast.secondOrganiser)).toBe('done')
    expect(await accept(cast.secondOrganiser)).toBe('outcomes.issuer_not_proposed')
    expect((await db.use(cast.neighbour).ask(readIssuer, { issuerId })).resting).toBe(0)
  })
})
