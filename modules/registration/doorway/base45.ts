// RFC 9285. QR codes store these 45 characters in 5.5 bits each, so a ticket takes two sizes less than as base64.
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
const values = new Map([...alphabet].map((character, value) => [character, value]))

export function toBase45(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 2) {
    const pair = at + 1 < bytes.length
    let rest = pair ? (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0) : (bytes[at] ?? 0)
    for (let digit = 0; digit < (pair ? 3 : 2); digit += 1) {
      text += alphabet[rest % 45]
      rest = Math.floor(rest / 45)
    }
  }
  return text
}

/** Null for anything that `toBase45` would not have written: one text for one content, nothing is overlooked. */
export function fromBase45(text: string): Uint8Array<ArrayBuffer> | null {
  const tail = text.length % 3
  if (tail === 1) return null
  const bytes = new Uint8Array(Math.floor(text.length / 3) * 2 + (tail === 2 ? 1 : 0))
  let to = 0
  for (let from = 0; from < text.length; from += 3) {
    const digits = [...text.slice(from, from + 3)].map((character) => values.get(character))
    const [low, middle, high] = digits
    if (low === undefined || middle === undefined || digits.includes(undefined)) return null
    const number = low + middle * 45 + (high ?? 0) * 2025
    if (number > (digits.length === 3 ? 0xffff : 0xff)) return null
    if (digits.length === 3) bytes[to++] = number >> 8
    bytes[to++] = number & 0xff
  }
  return bytes
}
