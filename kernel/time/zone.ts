import { Temporal } from 'temporal-polyfill'

declare const zoneBrand: unique symbol

/** An IANA zone id in its usual spelling, e.g. 'Europe/London'. Offsets such as '+01:00' are not zones. */
export type Zone = string & { readonly [zoneBrand]: true }

// Engines still list these under names that the places have given up.
const renamed = new Map([
  ['America/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
  ['America/Catamarca', 'America/Argentina/Catamarca'],
  ['America/Cordoba', 'America/Argentina/Cordoba'],
  ['America/Coral_Harbour', 'America/Atikokan'],
  ['America/Godthab', 'America/Nuuk'],
  ['America/Indianapolis', 'America/Indiana/Indianapolis'],
  ['America/Jujuy', 'America/Argentina/Jujuy'],
  ['America/Louisville', 'America/Kentucky/Louisville'],
  ['America/Mendoza', 'America/Argentina/Mendoza'],
  ['Asia/Calcutta', 'Asia/Kolkata'],
  ['Asia/Katmandu', 'Asia/Kathmandu'],
  ['Asia/Rangoon', 'Asia/Yangon'],
  ['Asia/Saigon', 'Asia/Ho_Chi_Minh'],
  ['Atlantic/Faeroe', 'Atlantic/Faroe'],
  ['Europe/Kiev', 'Europe/Kyiv'],
  ['Pacific/Enderbury', 'Pacific/Kanton'],
  ['Pacific/Ponape', 'Pacific/Pohnpei'],
  ['Pacific/Truk', 'Pacific/Chuuk'],
])

let listed: readonly Zone[] | undefined

/** Every zone a form may offer, sorted by id; UTC among them. */
export function zones(): readonly Zone[] {
  listed ??= [
    ...new Set(['UTC', ...Intl.supportedValuesOf('timeZone').map((id) => renamed.get(id) ?? id)]),
  ].sort() as Zone[] // the engine's own list
  return listed
}

const known = new Map<string, Zone | null>()

function findZone(input: string): Zone | null {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{1,63}$/.test(input)) return null
  const lower = input.toLowerCase()
  const spelled = zones().find((id) => id.toLowerCase() === lower)
  if (spelled) return spelled
  try {
    // An older name such as Asia/Chongqing: its spelling is kept, the engine says whether it exists.
    return Temporal.ZonedDateTime.from({ year: 2019, month: 1, day: 1, timeZone: input }).timeZoneId as Zone
  } catch {
    return null
  }
}

function lookUp(input: string): Zone | null {
  let found = known.get(input)
  if (found === undefined) {
    found = findZone(input)
    // Bounded: the input may come from a cookie.
    if (known.size > 2000) known.clear()
    known.set(input, found)
  }
  return found
}

/** Reads an IANA id in any case. Throws RangeError for unknown ones and for offsets. */
export function zone(input: string): Zone {
  const found = lookUp(input)
  if (found === null)
    throw new RangeError(`Not a time zone: "${input.slice(0, 64)}". Expected e.g. Europe/London`)
  return found
}

export const isZone = (input: unknown): input is Zone => typeof input === 'string' && lookUp(input) === input
