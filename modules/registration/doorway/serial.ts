declare const serialBrand: unique symbol

/**
 * What names a ticket: 60 random bits as 12 letters and digits without the ones that are mixed up when read aloud
 * (I, L, O, U). Shown in groups of four, and good to type at the door when a camera fails.
 */
export type Serial = string & { readonly [serialBrand]: true }

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const shape = /^[0-9A-HJKMNP-TV-Z]{12}$/

export const isSerial = (text: string): text is Serial => shape.test(text)

/** Reads what a person typed: any case, any gaps, O for 0, I and L for 1. Null when it is no serial. */
export function readSerial(typed: string): Serial | null {
  const text = typed
    .toUpperCase()
    .replace(/[\s–—-]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  return isSerial(text) ? text : null
}

export const showSerial = (serial: Serial): string => serial.replace(/(.{4})(?=.)/g, '$1-')

export function newSerial(): Serial {
  const random = crypto.getRandomValues(new Uint8Array(12))
  return Array.from(random, (byte) => alphabet[byte & 31]).join('') as Serial // 12 characters of the alphabet
}

/** 60 bits in 8 bytes; the first four bits are nought. */
export function serialBytes(serial: Serial): Uint8Array {
  let number = 0n
  for (const character of serial) number = number * 32n + BigInt(alphabet.indexOf(character))
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, number)
  return bytes
}

export function serialOf(bytes: Uint8Array): Serial | null {
  let number = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0)
  if (number >> 60n !== 0n) return null
  let text = ''
  for (let digit = 0; digit < 12; digit += 1) {
    text = alphabet[Number(number & 31n)] + text
    number >>= 5n
  }
  return text as Serial // 12 characters of the alphabet
}
