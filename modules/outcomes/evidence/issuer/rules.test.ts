import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import { newId } from '#kernel/ids'
import { instant, plainDate } from '#kernel/time'
import { multikeyOf } from '../credential/keys.ts'
import { authorityPem, signedPdf, signerPem } from '../credential/signed.fixtures.ts'
import type { Issuer } from './model.ts'
import { isTrustedOn, judge, keysIn } from './rules.ts'

const multikey = () => multikeyOf(generateKeyPairSync('ed25519').publicKey)
const [one, two] = [multikey(), multikey()]
const print = new X509Certificate(signerPem).fingerprint256
const plain = print.replaceAll(':', '').toLowerCase()

test.each([
  { why: 'one key', pasted: one, kinds: ['key'] },
  {
    why: 'keys on lines of their own, with blanks around',
    pasted: `  ${one}\n\n did:key:${two} \n`,
    kinds: ['key', 'key'],
  },
  { why: 'the same key in two spellings', pasted: `${one}\ndid:key:${one}`, kinds: ['key'] },
  {
    why: 'a certificate among keys',
    pasted: `${one}\n${signerPem}\n${two}`,
    kinds: ['certificate', 'key', 'key'],
  },
  { why: 'a fingerprint as browsers show it', pasted: print, kinds: ['fingerprint'] },
  {
    why: 'a fingerprint and its certificate: one thing',
    pasted: `${plain}\n${signerPem}`,
    kinds: ['fingerprint'],
  },
  { why: 'nothing', pasted: ' \n ', kinds: null },
  { why: 'a word among keys', pasted: `${one}\nhello`, kinds: null },
  {
    why: 'a private key',
    pasted: generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    kinds: null,
  },
])('$why gives $kinds', ({ pasted, kinds }) => {
  expect(keysIn(pasted)?.map(({ kind }) => kind) ?? null).toEqual(kinds)
})

test.each([
  { day: '2018-12-31', until: null, state: 'trusted', counts: false },
  { day: '2019-01-01', until: null, state: 'trusted', counts: true },
  { day: '2030-01-01', until: null, state: 'trusted', counts: true },
  { day: '2019-12-31', until: '2019-12-31', state: 'trusted', counts: true },
  { day: '2020-01-01', until: '2019-12-31', state: 'trusted', counts: false },
  { day: '2019-06-01', until: null, state: 'proposed', counts: false },
  { day: '2019-06-01', until: null, state: 'withdrawn', counts: false },
] as const)('$state until $until counts on $day: $counts', ({ day, until, state, counts }) => {
  const validUntil = until === null ? null : plainDate(until)
  expect(isTrustedOn({ state, validFrom: plainDate('2019-01-01'), validUntil }, plainDate(day))).toBe(counts)
})

const anIssuer = (pasted: string): Issuer => ({
  id: newId<'issuer'>(),
  name: { en: 'Authority', zh: '' },
  did: null,
  keys: keysIn(pasted) ?? [],
  source: 'its page',
  validFrom: plainDate('2019-01-01'),
  validUntil: null,
  state: 'trusted',
  proposedBy: newId<'person'>(),
  proposedAt: instant('2019-01-01T00:00:00Z'),
  ...{ acceptedBy: newId<'person'>(), acceptedAt: instant('2019-01-02T00:00:00Z') },
  ...{ withdrawnBy: null, withdrawnAt: null, reason: null, madeUp: true },
})
const pdf = {
  bytes: signedPdf,
  mediaType: 'application/pdf',
  outcomeId: newId<'outcome'>(),
  at: instant('2026-12-01T08:00:00Z'),
}
const failed = ({ checks }: ReturnType<typeof judge>) =>
  checks.flatMap(({ name, passed }) => (passed ? [] : [name]))

test.each([
  { why: 'the signer’s certificate', pasted: signerPem },
  { why: 'the certificate of who issued it', pasted: authorityPem },
  { why: 'the fingerprint of the signer’s certificate', pasted: print },
])('a signed PDF is of the issuer on the list by $why', ({ pasted }) => {
  const issuer = anIssuer(pasted)
  const judged = judge(pdf, [anIssuer(one), issuer], '')
  expect(judged.issuer).toBe(issuer)
  expect(failed(judged)).toEqual([])
})

test('a signed PDF of somebody else fails the list alone when its certificate was pasted, and is looked at no further without', () => {
  expect(failed(judge(pdf, [anIssuer(one)], signerPem))).toEqual(['listed'])
  expect(failed(judge(pdf, [anIssuer(one)], two))).toEqual(['trust', 'listed'])
  expect(failed(judge(pdf, [], ''))).toEqual(['listed'])
})
