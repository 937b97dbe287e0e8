import { invalidField } from '#kernel/errors'
import { acceptedOf, endingOf as endingOfFile, mediaOf as mediaOfFile } from '#platform/files'

/** A credential is text: JSON, or a JWT (three parts of base64url, of which the first begins with `{"`). */
const credentials: readonly { media: string; ending: string; shape: RegExp }[] = [
  { media: 'application/vc', ending: 'json', shape: /^\s*\{[\s\S]*"credentialSubject"[\s\S]*\}\s*$/ },
  { media: 'application/vc+jwt', ending: 'jwt', shape: /^\s*eyJ[\w-]*\.[\w-]+\.[\w-]+\s*$/ },
]
const largestCredential = 256 * 1024

export const accepted = [acceptedOf('pdf', 'image'), '.json', '.jwt'].join(',')

/** What a file of evidence is: a PDF or picture by how it begins, else a credential by its shape. Refuses everything else. */
export function mediaOf(bytes: Uint8Array): string {
  const found = mediaOfFile(bytes)
  if (found && (found.kind === 'pdf' || found.kind === 'image')) return found.media
  const text = bytes.length > largestCredential ? '' : new TextDecoder().decode(bytes)
  const credential = credentials.find(({ shape }) => shape.test(text))
  if (!credential) throw invalidField('file', 'outcomes.field_file_type')
  return credential.media
}

export const isCredential = (media: string): boolean => credentials.some((each) => each.media === media)

export const endingOf = (media: string): string =>
  credentials.find((each) => each.media === media)?.ending ?? endingOfFile(media)
