import { displayName, type PersonName } from '#kernel/names'
import { pick } from '#kernel/text'
import { formatInstant, formatInterval, type Instant, zone, zoneLabel } from '#kernel/time'
import type { Visit } from '#platform/http'
import type { DoorEvent } from './model.ts'

type Words = Pick<Visit, 'locale' | 'readerZone' | 'say'>
type Timed = Pick<DoorEvent, 'startsAt' | 'endsAt' | 'zone'>

/** A name in both scripts: at the door either may stand on the passport that is shown. */
export const bothNames = (name: PersonName, { locale }: Pick<Words, 'locale'>): string =>
  displayName(name, locale, { both: true })

export const titleOf = (event: Pick<DoorEvent, 'title'>, { locale }: Pick<Words, 'locale'>): string =>
  pick(event.title, locale).value

/** A moment at the event's own clock; the day is left out where it is the day of the event. */
export const clockTime = (at: Instant, event: Pick<DoorEvent, 'zone'>, { locale }: Words): string =>
  formatInstant(at, zone(event.zone), locale, 'time')

/** From when to when, at the place and, where that is another zone, in the reader's. */
export function whenOf(event: Timed, { locale, readerZone, say }: Words) {
  const place = zone(event.zone)
  const interval = { start: event.startsAt, end: event.endsAt }
  const reader =
    readerZone === null || readerZone === place
      ? undefined
      : say('kernel.your_time', {
          text: `${formatInterval(interval, readerZone, locale)} ${zoneLabel(readerZone, event.startsAt, locale)}`,
        })
  return {
    iso: event.startsAt,
    text: formatInterval(interval, place, locale),
    zone: zoneLabel(place, event.startsAt, locale),
    reader,
  }
}
