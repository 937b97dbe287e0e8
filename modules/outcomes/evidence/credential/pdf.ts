import { hash, type KeyObject, verify, X509Certificate } from 'node:crypto'
import { type Instant, instant } from '#kernel/time'
import { childrenOf, type Der, oidOf, readDer } from './der.ts'

const signedData = '1.2.840.113549.1.7.2'
const messageDigest = '1.2.840.113549.1.9.4'
const digests: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
}

/** What was found of a signature inside a PDF. Trust in the certificate is not part of it. */
export type PdfSignature = {
  /** The signed range is the whole file but the signature itself. */
  coversAll: boolean
  /** The digest in the signature is that of the range. */
  digestHolds: boolean
  /** The signer's certificate in the file verifies the signature over the signed attributes. */
  signatureHolds: boolean
  certificate: X509Certificate
  subject: string
  /** The certificate is good from the first moment until before the second. */
  validity: readonly [from: Instant, until: Instant]
}

/** The last signature: the one that covers everything before it. */
function rangeIn(bytes: Buffer): { range: readonly number[]; cms: Buffer; coversAll: boolean } | null {
  const text = bytes.toString('latin1')
  const all = [...text.matchAll(/\/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]/g)]
  const range = all.at(-1)?.slice(1, 5).map(Number)
  if (!range) return null
  const [start = 0, first = 0, second = 0, last = 0] = range
  const hex = /^<([0-9a-fA-F\s]*)>$/.exec(text.slice(first, second))?.[1]?.replace(/\s/g, '')
  if (hex === undefined || start !== 0 || second < first) return null
  return { range, cms: Buffer.from(hex, 'hex'), coversAll: second + last === bytes.length }
}

type Signer = { digest: string; attributes: Der; signature: Uint8Array; serial: Uint8Array; hashName: string }

/** SignerInfo: version, issuer and serial number, digest, [0] signed attributes, algorithm, signature. */
function signerIn(info: Der): Signer | null {
  const [, id, digestAlgorithm, attributes, , signature] = childrenOf(info)
  if (!id || !digestAlgorithm || !attributes || attributes.tag !== 0xa0 || !signature) return null
  const serial = childrenOf(id)[1]
  const hashName = digests[oidOf(childrenOf(digestAlgorithm)[0] ?? { content: new Uint8Array() })]
  const found = childrenOf(attributes)
    .map(childrenOf)
    .find(([name]) => name !== undefined && oidOf(name) === messageDigest)
  const value = found?.[1] && childrenOf(found[1])[0]
  if (!serial || !hashName || !value) return null
  return {
    digest: Buffer.from(value.content).toString('hex'),
    attributes,
    signature: signature.content,
    serial: serial.content,
    hashName,
  }
}

function certificatesIn(set: Der | undefined): X509Certificate[] {
  return set === undefined ? [] : childrenOf(set).map(({ whole }) => new X509Certificate(whole))
}

const bigHex = (bytes: Uint8Array) =>
  Buffer.from(bytes)
    .toString('hex')
    .replace(/^(00)+/, '')
    .toUpperCase()

/**
 * Reads the last signature of a PDF (adbe.pkcs7.detached, with signed attributes) and checks it as far as the file
 * itself goes. Neither the chain to an authority, nor revocation, nor a time stamp is looked at.
 * Null when there is none, or one of another form.
 */
export function readPdfSignature(file: Uint8Array): PdfSignature | null {
  const bytes = Buffer.from(file)
  const found = rangeIn(bytes)
  if (!found) return null
  try {
    const [type, wrapped] = childrenOf(readDer(found.cms))
    if (!type || !wrapped || oidOf(type) !== signedData) return null
    const parts = childrenOf(childrenOf(wrapped)[0] ?? { content: new Uint8Array() })
    const infos = parts.at(-1)
    const signer = infos && childrenOf(infos)[0] ? signerIn(childrenOf(infos)[0] as Der) : null // it was just looked at
    const certificates = certificatesIn(parts.find(({ tag }) => tag === 0xa0))
    const certificate =
      signer &&
      certificates.find((each) => bigHex(Buffer.from(each.serialNumber, 'hex')) === bigHex(signer.serial))
    if (!signer || !certificate) return null
    const validity = [certificate.validFromDate, certificate.validToDate].map((day) =>
      instant(day.toISOString()),
    ) as [Instant, Instant] // two went in
    const [start = 0, first = 0, second = 0, last = 0] = found.range
    const signed = Buffer.concat([
      bytes.subarray(start, start + first),
      bytes.subarray(second, second + last),
    ])
    return {
      coversAll: found.coversAll,
      digestHolds: hash(signer.hashName, signed, 'hex') === signer.digest,
      signatureHolds: holds(signer, certificate.publicKey),
      certificate,
      subject: (certificate.subject ?? '').replaceAll('\n', ', '), // undefined where nobody is named, whatever its type says
      validity,
    }
  } catch {
    return null // no DER, no certificate, or a certificate of no day or no key, where one has to be
  }
}

/** The attributes are signed as a SET (tag 0x31), though the file carries them as [0]. */
function holds({ attributes, signature, hashName }: Signer, key: KeyObject): boolean {
  const bytes = Buffer.from(attributes.whole)
  bytes[0] = 0x31
  return verify(key.asymmetricKeyType === 'ed25519' ? null : hashName, bytes, key, signature)
}
