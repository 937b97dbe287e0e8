import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { newId } from '#kernel/ids'
import { instant } from '#kernel/time'
import { checkCredential } from './check.ts'
import { proofHolds, proofOf, signedBytes } from './data-integrity.ts'
import { fromBase58, multikeyOf, readKey, toBase58 } from './keys.ts'
import { readPdfSignature } from './pdf.ts'
import { authorityPem, signedPdf, signerPem } from './signed.fixtures.ts'

const at = instant('2026-12-01T08:00:00Z')
const outcomeId = newId<'outcome'>()
const bytesOf = (value: unknown) =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value))
const failed = ({ checks }: ReturnType<typeof checkCredential>) =>
  checks.filter(({ passed }) => !passed).map(({ name }) => name)

describe('the published test vector of eddsa-jcs-2022', () => {
  // W3C Data Integrity EdDSA Cryptosuites v1.0, appendix B (TestVectors/eddsa-jcs-2022 of its repository).
  const vector = {
    '@context': ['https://www.w3.org/ns/credentials/v2', 'https://www.w3.org/ns/credentials/examples/v2'],
    id: 'urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33',
    type: ['VerifiableCredential', 'AlumniCredential'],
    name: 'Alumni Credential',
    description: 'A minimum viable example of an Alumni Credential.',
    issuer: 'https://vc.example/issuers/5678',
    validFrom: '2023-01-01T00:00:00Z',
    credentialSubject: { id: 'did:example:abcdefgh', alumniOf: 'The School of Examples' },
    proof: {
      type: 'DataIntegrityProof',
      cryptosuite: 'eddsa-jcs-2022',
      created: '2023-02-24T23:36:38Z',
      verificationMethod:
        'did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2#z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2',
      proofPurpose: 'assertionMethod',
      '@context': ['https://www.w3.org/ns/credentials/v2', 'https://www.w3.org/ns/credentials/examples/v2'],
      proofValue: 'z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJdcnTMuVor51aX',
    },
  }
  const combined =
    '66ab154f5c2890a140cb8388a22a160454f80575f6eae09e5a097cabe539a1db' +
    '59b7cb6251b8991add1ce0bc83107e3db9dbbab5bd2c28f687db1a03abc92f19'
  const key = readKey('z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2') as KeyObject // the vector's own key

  it('hashes to what is published, and its proof holds', () => {
    expect(signedBytes(vector, vector.proof)?.toString('hex')).toBe(combined)
    expect(proofHolds(vector, vector.proof, key)).toBe(true)
    expect(proofOf(vector)).toBe(vector.proof)
  })

  it('does not hold for one changed letter, another key, another context', () => {
    expect(proofHolds({ ...vector, name: 'Alumni credential' }, vector.proof, key)).toBe(false)
    expect(proofHolds(vector, { ...vector.proof, created: '2023-02-24T23:36:39Z' }, key)).toBe(false)
    const other = generateKeyPairSync('ed25519').publicKey
    expect(proofHolds(vector, vector.proof, other)).toBe(false)
    expect(signedBytes({ ...vector, '@context': ['https://other.example'] }, vector.proof)).toBeNull()
  })
})

const pair = generateKeyPairSync('ed25519')
const issuerKey = multikeyOf(pair.publicKey)
const credential = (facts: object = {}) => ({
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  type: ['VerifiableCredential', 'PostCredential'],
  issuer: 'did:example:institute',
  validFrom: '2026-11-01T00:00:00Z',
  credentialSubject: { id: `urn:uuid:${outcomeId}`, post: 'Research engineer' },
  ...facts,
})

function secured(document: object): object {
  const proof = {
    type: 'DataIntegrityProof',
    cryptosuite: 'eddsa-jcs-2022',
    verificationMethod: `did:key:${issuerKey}#${issuerKey}`,
    proofPurpose: 'assertionMethod',
  }
  const bytes = signedBytes(document as Record<string, unknown>, proof) as Buffer // the contexts are the same
  return { ...document, proof: { ...proof, proofValue: `z${toBase58(sign(null, bytes, pair.privateKey))}` } }
}

const against = { keys: [issuerKey], outcomeId, at }
const vc = 'application/vc'

test.each([
  { why: 'a credential of the issuer whose key was pasted', document: secured(credential()), fails: [] },
  {
    why: 'one that was changed after it was signed',
    document: { ...secured(credential()), issuer: 'did:example:other' },
    fails: ['signature'],
  },
  {
    why: 'one about another record',
    document: secured(credential({ credentialSubject: { id: `urn:uuid:${newId()}` } })),
    fails: ['subject'],
  },
  {
    why: 'one that is over',
    document: secured(credential({ validUntil: '2026-11-30T00:00:00Z' })),
    fails: ['dates'],
  },
  {
    why: 'one that is not valid yet',
    document: secured(credential({ validFrom: '2027-01-01T00:00:00Z' })),
    fails: ['dates'],
  },
  {
    why: 'one of the older data model',
    document: secured(credential({ '@context': ['https://www.w3.org/2018/credentials/v1'] })),
    fails: ['model'],
  },
  { why: 'one without proof', document: credential(), fails: ['purpose', 'signature'] },
  { why: 'a text that is no JSON', document: 'hello', fails: ['form'] },
  { why: 'a list', document: '[]', fails: ['form'] },
])('$why fails at: $fails', ({ document, fails }) => {
  expect(failed(checkCredential(bytesOf(document), vc, against))).toEqual(fails)
})

test('a key that is not the issuer’s, or is none, fails the signature', () => {
  const bytes = bytesOf(secured(credential()))
  const other = multikeyOf(generateKeyPairSync('ed25519').publicKey)
  expect(failed(checkCredential(bytes, vc, { ...against, keys: [other] }))).toEqual(['signature'])
  expect(failed(checkCredential(bytes, vc, { ...against, keys: ['no key'] }))).toEqual(['key', 'signature'])
})

describe('a credential as JWT', () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const jwt = (header: object, payload: object, key: KeyObject, hashName: string | null = null) => {
    const text = `${part(header)}.${part(payload)}`
    const signature =
      hashName === null
        ? sign(null, Buffer.from(text), key)
        : sign(hashName, Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' })
    return `${text}.${signature.toString('base64url')}`
  }
  const media = 'application/vc+jwt'
  const good = jwt({ alg: 'EdDSA', typ: 'vc+jwt' }, credential(), pair.privateKey)

  it('holds with Ed25519 and with P-256', () => {
    expect(failed(checkCredential(bytesOf(good), media, against))).toEqual([])
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const text = jwt({ alg: 'ES256' }, credential(), ec.privateKey, 'sha256')
    const jwk = JSON.stringify(ec.publicKey.export({ format: 'jwk' }))
    expect(failed(checkCredential(bytesOf(text), media, { ...against, keys: [jwk] }))).toEqual([])
  })

  it.each([
    ['an algorithm that does not fit the key', jwt({ alg: 'ES256' }, credential(), pair.privateKey)],
    ['no algorithm', `${part({ alg: 'none' })}.${part(credential())}.`],
    [
      'another payload',
      [good.split('.')[0], part(credential({ issuer: 'did:x:y' })), good.split('.')[2]].join('.'),
    ],
  ])('does not hold with %s', (_why, text) => {
    expect(failed(checkCredential(bytesOf(text), media, against))).toEqual(['signature'])
  })

  it('is over at exp', () => {
    const text = jwt({ alg: 'EdDSA' }, { ...credential(), exp: 1_700_000_000 }, pair.privateKey)
    expect(failed(checkCredential(bytesOf(text), media, against))).toEqual(['times'])
  })
})

describe('what a stranger wrote', () => {
  const hostile = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom<unknown>({ toString: 1, valueOf: 1 }, { id: { toString: 1, valueOf: 1 } }, [
      { toString: 1 },
    ]),
  )
  const fields = [
    '@context',
    'type',
    'issuer',
    'validFrom',
    'validUntil',
    'credentialSubject',
    'proof',
    'vc',
    'nbf',
  ]

  it('is refused by name whatever stands in a field, as JSON and as JWT', () => {
    fc.assert(
      fc.property(fc.constantFrom(...fields), hostile, hostile, (field, value, header) => {
        const document = credential({ [field]: value })
        expect(failed(checkCredential(bytesOf(document), 'application/vc', against))).not.toEqual([])
        const token = [header, document].map((each) =>
          Buffer.from(JSON.stringify(each)).toString('base64url'),
        )
        const alg = Buffer.from(JSON.stringify({ alg: value })).toString('base64url')
        for (const first of [token[0], alg]) {
          const jwt = bytesOf(`${first}.${token[1]}.AAAA`)
          expect(failed(checkCredential(jwt, 'application/vc+jwt', against))).not.toEqual([])
        }
      }),
    )
  })

  it('is refused when it is nested deeper than can be walked', () => {
    const deep = `{"credentialSubject":${'['.repeat(50_000)}${']'.repeat(50_000)}}`
    expect(failed(checkCredential(bytesOf(deep), 'application/vc', against))).toEqual(['form'])
  })
})

describe('a signed PDF', () => {
  const pdf = 'application/pdf'
  const withKey = (pasted: string) => ({ ...against, keys: [pasted] })

  it('stands with the signer’s certificate or that of its issuer', () => {
    expect(failed(checkCredential(signedPdf, pdf, withKey(signerPem)))).toEqual([])
    expect(failed(checkCredential(signedPdf, pdf, withKey(authorityPem)))).toEqual([])
  })

  it('is not trusted with a certificate of somebody else', () => {
    expect(failed(checkCredential(signedPdf, pdf, withKey(issuerKey)))).toEqual(['trust'])
  })

  it('shows one changed byte of what was signed, and bytes put behind the signature', () => {
    const changed = Buffer.from(signedPdf)
    changed[20] = (changed[20] ?? 0) ^ 1
    expect(failed(checkCredential(changed, pdf, withKey(signerPem)))).toEqual(['digest'])
    const longer = Buffer.concat([signedPdf, Buffer.from('5 0 obj << >> endobj')])
    expect(failed(checkCredential(longer, pdf, withKey(signerPem)))).toEqual(['covers'])
  })

  it('is refused where there is no signature, and no file makes the reader fail', () => {
    expect(failed(checkCredential(bytesOf('%PDF-1.7 nothing'), pdf, against))).toEqual(['form'])
    fc.assert(
      fc.property(fc.nat(signedPdf.length - 1), fc.nat(255), (place, byte) => {
        const changed = Buffer.from(signedPdf)
        changed[place] = byte
        readPdfSignature(changed)
        const same = changed.equals(signedPdf)
        const whole = failed(checkCredential(changed, pdf, withKey(signerPem))).length === 0
        // A space between hex digits or other padding changes nothing that was signed; all else is found.
        if (whole && !same) expect(readPdfSignature(changed)?.digestHolds).toBe(true)
      }),
      { examples: [[779, 65]] }, // the certificate's first day is no day
    )
  })
})

test('base58 goes there and back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      expect(Buffer.from(fromBase58(toBase58(bytes)) ?? [])).toEqual(Buffer.from(bytes))
    }),
  )
  expect(fromBase58('0OIl')).toBeNull()
})

test('a private key is never taken for a public one', () => {
  expect(readKey(pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())).toBeNull()
})
