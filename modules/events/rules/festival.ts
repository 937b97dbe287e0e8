import { dateIn, plus } from '#kernel/time'
import { eventsLeftOut, festivalEndsBefore, noStreams, notAStream, outsideFestival } from '../errors.ts'
import type { Event, Festival } from '../model.ts'

/** What a festival asks of its side events: its days at its place, and one of its streams. */
export function checkCriteria(
  facts: Pick<Event, 'startsAt' | 'endsAt' | 'stream'>,
  festival: Festival,
): void {
  const first = dateIn(facts.startsAt, festival.zone)
  const last = dateIn(plus(facts.endsAt, { ms: -1 }), festival.zone)
  if (first < festival.startsOn || last > festival.endsOn)
    throw outsideFestival(festival.startsOn, festival.endsOn)
  if (!festival.streams.some(({ key }) => key === facts.stream)) throw notAStream()
}

const meets = (event: Event, festival: Festival): boolean => {
  try {
    checkCriteria(event, festival)
    return true
  } catch {
    return false
  }
}

/** A festival as its organisers want it. Events that met its criteria must still meet them. */
export function festivalChanged(
  festival: Festival,
  facts: Omit<Festival, 'id' | 'editionId' | 'slug'>,
  events: readonly Event[],
): Festival {
  const next = { ...festival, ...facts }
  checkFestival(next)
  const left = events.filter((event) => meets(event, festival) && !meets(event, next))
  if (left.length > 0) throw eventsLeftOut(left.length)
  return next
}

export function checkFestival({ startsOn, endsOn, streams }: Festival): void {
  if (endsOn < startsOn) throw festivalEndsBefore()
  if (streams.length === 0) throw noStreams()
}
