import { z } from 'zod'

/** A ROR id as it is kept and compared: its nine characters, whether it came bare or as an address. */
export const plainRor = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/^(https?:\/\/)?(www\.)?ror\.org\//, '')
    .replace(/\/$/, '')

/** A ROR id of a form; one that is none is refused by `code`. The same institution is one text, wherever it was typed. */
export const ror = (code: string) =>
  z
    .string()
    .transform(plainRor)
    .pipe(z.string().regex(/^0[a-hj-km-np-tv-z0-9]{6}[0-9]{2}$/, code))
