import { invalidField } from '#kernel/errors'

const beginnings: readonly { media: string; ending: string; bytes: readonly number[] }[] = [
  { media: 'application/pdf', ending: 'pdf', bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { media: 'image/png', ending: 'png', bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { media: 'image/jpeg', ending: 'jpg', bytes: [0xff, 0xd8, 0xff] },
]

/** A credential is text: JSON, or a JWT (three parts of base64url, of which the first begins with `{"`). */
const credentials: readonly { media: string; ending: string; shape: RegExp }[] = [
  { media: 'application/vc', ending: 'json', shape: /^\s*\{[\s\S]*"credentialSubject"[\s\S]*\}\s*$/ },
  { media: 'application/vc+jwt', ending: 'jwt', shape: /^\s*eyJ[\w-]*\.[\w-]+\.[\w-]+\s*$/ },
]
const largestCredential = 256 * 1024

export const accepted = [...beginnings.map(({ media }) => media), '.json', '.jwt'].join(',')

/** What a file is, by how it begins: names and announced types can say anything. Refuses all but PDF, PNG, JPEG and credentials. */
export function mediaOf(bytes: Uint8Array): string {
  const found = beginnings.find((each) => each.bytes.every((byte, index) => bytes[index] === byte))
  if (found) return found.media
  const text = bytes.length > largestCredential ? '' : new TextDecoder().decode(bytes)
  const credential = credentials.find(({ shape }) => shape.test(text))
  if (!credential) throw invalidField('file', 'outcomes.field_file_type')
  return credential.media
}

export const isCredential = (media: string): boolean => credentials.some((each) => each.media === media)

export const endingOf = (media: string): string =>
  [...beginnings, ...credentials].find((each) => each.media === media)?.ending ?? 'bin'
