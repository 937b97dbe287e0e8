/** What we take from people, by how it begins: names and announced types can say anything. */
export type Media = { media: string; ending: string; kind: 'pdf' | 'image' | 'video' | 'captions' }

const begins = (bytes: Uint8Array, at: number, wanted: readonly number[]) =>
  wanted.every((byte, index) => bytes[at + index] === byte)
const ascii = (text: string) => [...text].map((character) => character.charCodeAt(0))

const known: readonly (Media & { is(bytes: Uint8Array): boolean })[] = [
  { media: 'application/pdf', ending: 'pdf', kind: 'pdf', is: (bytes) => begins(bytes, 0, ascii('%PDF-')) },
  {
    media: 'image/png',
    ending: 'png',
    kind: 'image',
    is: (bytes) => begins(bytes, 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  },
  { media: 'image/jpeg', ending: 'jpg', kind: 'image', is: (bytes) => begins(bytes, 0, [0xff, 0xd8, 0xff]) },
  {
    media: 'image/webp',
    ending: 'webp',
    kind: 'image',
    is: (bytes) => begins(bytes, 0, ascii('RIFF')) && begins(bytes, 8, ascii('WEBP')),
  },
  {
    media: 'video/mp4',
    ending: 'mp4',
    kind: 'video',
    is: (bytes) =>
      begins(bytes, 4, ascii('ftyp')) &&
      ['isom', 'iso2', 'iso4', 'iso5', 'iso6', 'mp41', 'mp42', 'avc1', 'M4V ', 'dash'].some((brand) =>
        begins(bytes, 8, ascii(brand)),
      ),
  },
  {
    media: 'video/webm',
    ending: 'webm',
    kind: 'video',
    is: (bytes) =>
      begins(bytes, 0, [0x1a, 0x45, 0xdf, 0xa3]) && includes(bytes.subarray(0, 64), ascii('webm')),
  },
  {
    media: 'text/vtt',
    ending: 'vtt',
    kind: 'captions',
    is: (bytes) => begins(bytes, begins(bytes, 0, [0xef, 0xbb, 0xbf]) ? 3 : 0, ascii('WEBVTT')),
  },
]

function includes(bytes: Uint8Array, wanted: readonly number[]): boolean {
  for (let at = 0; at + wanted.length <= bytes.length; at += 1) if (begins(bytes, at, wanted)) return true
  return false
}

/** The kind of a file by its first bytes (64 are enough); null when it is none that we take. */
export function mediaOf(bytes: Uint8Array): Media | null {
  const found = known.find(({ is }) => is(bytes))
  return found ? { media: found.media, ending: found.ending, kind: found.kind } : null
}

export const endingOf = (media: string): string => known.find((each) => each.media === media)?.ending ?? 'bin'
/** For a file input's `accept`. */
export const acceptedOf = (...kinds: readonly Media['kind'][]): string =>
  known
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ media }) => media)
    .join(',')
