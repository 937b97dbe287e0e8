import type { Locale, Say } from '#kernel/i18n'
import { type Bilingual, pick } from '#kernel/text'
import {
  formatDate,
  formatInstant,
  formatInterval,
  type Instant,
  type InstantStyle,
  type PlainDate,
  type Zone,
  zoneLabel,
} from '#kernel/time'
import { Lang, When } from './text.tsx'

/** What a piece needs to know of the reader; a door's `Visit` is one. */
export type Reader = { say: Say; locale: Locale; readerZone: Zone | null }

/** Words people wrote in one language or both; what exists in the other one only is marked as that. */
export function Said({ text, locale }: { text: Readonly<Partial<Bilingual>>; locale: Locale }) {
  const { value, lang } = pick(text, locale)
  return lang === locale ? value : <Lang lang={lang === 'zh' ? 'zh-Hans' : 'en'}>{value}</Lang>
}

/** The same in the reader's own zone, where the clocks there show something else. */
function theirs({ readerZone, say }: Reader, place: Zone, write: (zone: Zone) => string): string | undefined {
  if (!readerZone || readerZone === place) return undefined
  const text = write(readerZone)
  return text === write(place) ? undefined : say('kernel.your_time', { text })
}

/** A moment at its place, the zone named, and the same in the reader's own. */
export function At({
  visit,
  at,
  zone,
  style = 'full',
}: {
  visit: Reader
  at: Instant
  zone: Zone
  style?: InstantStyle
}) {
  const write = (where: Zone) => formatInstant(at, where, visit.locale, style)
  return (
    <When
      iso={at}
      text={write(zone)}
      zone={zoneLabel(zone, at, visit.locale)}
      reader={theirs(visit, zone, write)}
    />
  )
}

/** From when to when something lasts at its place, in the same way. */
export function Lasting({
  visit,
  start,
  end,
  zone,
}: {
  visit: Reader
  start: Instant
  end: Instant
  zone: Zone
}) {
  const write = (where: Zone) => formatInterval({ start, end }, where, visit.locale)
  return (
    <When
      iso={start}
      text={write(zone)}
      zone={zoneLabel(zone, start, visit.locale)}
      reader={theirs(visit, zone, write)}
    />
  )
}

/** A day that stays in one line, in a column of a table above all. */
export const Day = ({ date, locale }: { date: PlainDate; locale: Locale }) => (
  <time class="num" datetime={date}>
    {formatDate(date, locale)}
  </time>
)
