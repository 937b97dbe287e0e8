import { isZone, type Zone, zone, zones } from '#kernel/time'
import { type Json, shown } from '../json/value.ts'
import type { Part } from './part.ts'

/** An IANA zone in any case, or what Rails and people say for one: the city alone (`Berlin`), with blanks. */
export function zoneIn(text: string): Zone | undefined {
  const name = text.trim().replaceAll(' ', '_')
  try {
    return zone(name)
  } catch {
    const city = `/${name.toLowerCase()}`
    return name === '' ? undefined : zones().find((id) => id.toLowerCase().endsWith(city))
  }
}

/** The name an engine lists a zone under: `US/Eastern` is America/New_York. */
export const usualName = (name: Zone): string =>
  new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone

export function mendZone(part: Part, field: string, value: Json | undefined): Zone | undefined {
  if (value === undefined || value === null || value === '') return undefined
  if (isZone(value)) return value
  const now = zoneIn(shown(value) ?? '')
  part.note(now === undefined ? 'zone_unknown' : 'zone_form', field, value, now)
  return now
}
