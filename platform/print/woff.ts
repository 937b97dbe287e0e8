import { inflateSync } from 'node:zlib'

/**
 * A WOFF as the plain font it wraps. The PDF library could read WOFF itself, but its inflate refuses some sound files,
 * among them one with the characters 萱, 晟 and 闫.
 */
export function unwrapWoff(woff: Buffer): Buffer {
  const count = woff.readUInt16BE(12)
  const tables = Array.from({ length: count }, (_, index) => {
    const at = 44 + index * 20
    const [offset, packed, length] = [
      woff.readUInt32BE(at + 4),
      woff.readUInt32BE(at + 8),
      woff.readUInt32BE(at + 12),
    ]
    const stored = woff.subarray(offset, offset + packed)
    return {
      tag: woff.subarray(at, at + 4),
      checksum: woff.readUInt32BE(at + 16),
      bytes: packed < length ? inflateSync(stored) : stored,
    }
  })
  const head = Buffer.alloc(12 + count * 16)
  woff.copy(head, 0, 4, 8)
  const power = 2 ** Math.floor(Math.log2(count))
  head.writeUInt16BE(count, 4)
  head.writeUInt16BE(power * 16, 6)
  head.writeUInt16BE(Math.log2(power), 8)
  head.writeUInt16BE((count - power) * 16, 10)
  const parts: Buffer[] = [head]
  let end = head.length
  tables.forEach(({ tag, checksum, bytes }, index) => {
    const at = 12 + index * 16
    tag.copy(head, at)
    head.writeUInt32BE(checksum, at + 4)
    head.writeUInt32BE(end, at + 8)
    head.writeUInt32BE(bytes.length, at + 12)
    const padding = Buffer.alloc((4 - (bytes.length % 4)) % 4)
    parts.push(bytes, padding)
    end += bytes.length + padding.length
  })
  return Buffer.concat(parts)
}

function tableOf(font: Buffer, tag: string): Buffer | undefined {
  const count = font.readUInt16BE(4)
  for (let at = 12; at < 12 + count * 16; at += 16) {
    if (font.toString('latin1', at, at + 4) !== tag) continue
    const offset = font.readUInt32BE(at + 8)
    return font.subarray(offset, offset + font.readUInt32BE(at + 12))
  }
  return undefined
}

/** The code points a plain font has glyphs for, from its character map (formats 4 and 12, as the files have them). */
export function pointsOf(font: Buffer): Set<number> {
  const points = new Set<number>()
  const map = tableOf(font, 'cmap')
  if (map === undefined) return points
  for (let index = 0; index < map.readUInt16BE(2); index += 1) {
    const part = map.subarray(map.readUInt32BE(4 + index * 8 + 4))
    const format = part.readUInt16BE(0)
    if (format === 4) readSegments(part, points)
    if (format === 12) readGroups(part, points)
  }
  return points
}

function readGroups(part: Buffer, points: Set<number>) {
  for (let index = 0; index < part.readUInt32BE(12); index += 1) {
    const at = 16 + index * 12
    for (let point = part.readUInt32BE(at); point <= part.readUInt32BE(at + 4); point += 1) points.add(point)
  }
}

function readSegments(part: Buffer, points: Set<number>) {
  const twice = part.readUInt16BE(6)
  for (let at = 0; at < twice; at += 2) {
    const end = part.readUInt16BE(14 + at)
    const start = part.readUInt16BE(16 + twice + at)
    const delta = part.readUInt16BE(16 + 2 * twice + at)
    const rangeAt = 16 + 3 * twice + at
    const range = part.readUInt16BE(rangeAt)
    for (let point = start; point <= end && point !== 0xffff; point += 1) {
      const glyph =
        range === 0 ? (point + delta) & 0xffff : part.readUInt16BE(rangeAt + range + (point - start) * 2)
      if (glyph !== 0) points.add(point)
    }
  }
}
