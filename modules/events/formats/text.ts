import { limits, type Mend, ScheduleFormatError } from './problems.ts'

/** Everything XML 1.0 has no place for, unpaired surrogates included. PostgreSQL refuses the worst of them, too. */
const illegal = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu

export const hasIllegal = (text: string): boolean => text.search(illegal) >= 0

/** A space, not nothing: these stand where a word processor had a line break. */
export const withoutIllegal = (text: string): string => text.replace(illegal, ' ')

/**
 * Bytes of a file as text: byte order mark, then the encoding an XML declaration names, then UTF-8.
 * What claims UTF-8 and is not is read as windows-1252, the one guess that is right for files of that kind.
 */
export function decodeText(bytes: Uint8Array): { text: string; mended: Mend[] } {
  if (bytes.length > limits.bytes) throw new ScheduleFormatError('too_large', { limit: limits.bytes })
  const label = markOf(bytes) ?? declaredEncoding(bytes) ?? 'utf-8'
  try {
    return { text: decoder(label, true).decode(bytes), mended: [] }
  } catch (problem) {
    if (problem instanceof ScheduleFormatError) throw problem
    const text = decoder('windows-1252', false).decode(bytes)
    return {
      text,
      mended: [{ where: 'file', code: 'encoding_wrong', field: '', was: label, now: 'windows-1252' }],
    }
  }
}

function decoder(label: string, fatal: boolean): TextDecoder {
  try {
    return new TextDecoder(label, { fatal })
  } catch {
    throw new ScheduleFormatError('encoding_unknown', { encoding: label.slice(0, 40) })
  }
}

function markOf(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  if (bytes[0] === 0x3c && bytes[1] === 0) return 'utf-16le'
  if (bytes[0] === 0 && bytes[1] === 0x3c) return 'utf-16be'
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  return undefined
}

function declaredEncoding(bytes: Uint8Array): string | undefined {
  const start = String.fromCharCode(...bytes.subarray(0, 200))
  const label = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)["']/.exec(start)?.[1]
  // A file that is read byte by byte up to here cannot be UTF-16, whatever it says.
  return label === undefined || /^utf-?16/i.test(label) ? undefined : label
}
