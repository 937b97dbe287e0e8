import { invalidField } from '#kernel/errors'

const beginnings: readonly { media: string; ending: string; bytes: readonly number[] }[] = [
  { media: 'application/pdf', ending: 'pdf', bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { media: 'image/png', ending: 'png', bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { media: 'image/jpeg', ending: 'jpg', bytes: [0xff, 0xd8, 0xff] },
]

export const accepted = beginnings.map(({ media }) => media).join(',')

/** What a file is, by how it begins: names and announced types can say anything. Refuses all but PDF, PNG and JPEG. */
export function mediaOf(bytes: Uint8Array): string {
  const found = beginnings.find((each) => each.bytes.every((byte, index) => bytes[index] === byte))
  if (!found) throw invalidField('file', 'outcomes.field_file_type')
  return found.media
}

export const endingOf = (media: string): string =>
  beginnings.find((each) => each.media === media)?.ending ?? 'bin'
