import { countryName, isCountry } from '#kernel/countries'
import type { Locale } from '#kernel/i18n'
import { formatMoney, minorDigits } from '#kernel/money'
import { pick } from '#kernel/text'
import type { Station } from '#modules/stations'
import type { Visit } from '#platform/http'
import type { Counting, Unit } from '../metrics/index.ts'
import type { Change, Figure, Frozen } from '../model.ts'
import { isKnown } from '../rules/index.ts'

const languages: Readonly<Record<Locale, string>> = { en: 'en-GB', zh: 'zh-CN' }

export const number = (value: number, locale: Locale) =>
  new Intl.NumberFormat(languages[locale]).format(value)

const percent = (value: number, locale: Locale) =>
  new Intl.NumberFormat(languages[locale], { style: 'percent', maximumFractionDigits: 1 }).format(value)

type Valued = { unit: Unit; currency: string | null }

/** A value as it is read: a count, an amount of money, a share. */
export function valueText({ unit, currency }: Valued, value: number, locale: Locale): string {
  if (unit === 'share') return percent(value, locale)
  if ((unit === 'money' || unit === 'money_each') && currency !== null)
    return formatMoney({ minor: value, currency }, locale)
  return number(value, locale)
}

const isMoney = ({ unit, currency }: Valued): boolean =>
  (unit === 'money' || unit === 'money_each') && currency !== null

/** As it stands in a tile: a large amount in few digits; the exact one is on the number's own page. */
export function tileText(figure: Figure, locale: Locale): string {
  if (!isMoney(figure) || !isKnown(figure)) return figureText(figure, locale)
  return new Intl.NumberFormat(languages[locale], {
    notation: figure.value < 10_000_000 ? 'standard' : 'compact',
    maximumSignificantDigits: figure.value < 10_000_000 ? 7 : 3,
  }).format(figure.value / 10 ** minorDigits(figure.currency ?? ''))
}

/** Beside the amount of a tile stands its currency. */
export const tileUnit = (visit: Pick<Visit, 'say'>, figure: Figure): string | undefined =>
  isMoney(figure)
    ? isKnown(figure)
      ? (figure.currency ?? undefined)
      : undefined
    : unitText(visit, figure, figure.value)

/** `1,204`, or `1,204–1,310` where some are only probably the same. */
export const rangeText = (
  figure: Valued,
  { low, high }: { low: number; high: number },
  locale: Locale,
): string =>
  high > low
    ? `${valueText(figure, low, locale)}–${valueText(figure, high, locale)}`
    : valueText(figure, low, locale)

export const figureText = (figure: Figure, locale: Locale): string =>
  isKnown(figure) ? rangeText(figure, { low: figure.value, high: figure.high }, locale) : '–'

/** Money says its currency itself and a share its sign. */
export const unitText = (
  { say }: Pick<Visit, 'say'>,
  { unit, formula }: Pick<Figure, 'unit' | 'formula'>,
  count: number,
): string | undefined => {
  if (unit === 'share' || unit === 'money' || unit === 'money_each') return undefined
  // Both are counted each once, and nobody calls a session an event.
  const isSession = unit === 'events' && formula?.kind === 'counted' && formula.source === 'sessions'
  return say(isSession ? 'statements.unit_sessions' : `statements.unit_${unit}`, { count })
}

/** The band of an estimate, and how many it still rests on. */
export function bandText(
  { say, locale }: Pick<Visit, 'say' | 'locale'>,
  { low, high, watched }: NonNullable<Figure['band']>,
): string {
  if (watched === 0) return say('statements.band_none')
  return say('statements.band', { low: percent(low, locale), high: percent(high, locale), watched })
}

/** What a group of a breakdown is called. */
export function groupName(
  { say, locale }: Pick<Visit, 'say' | 'locale'>,
  { by, formula }: Pick<Figure, 'by' | 'formula'>,
  group: string,
  stations: readonly Pick<Station, 'id' | 'name'>[],
): string {
  if (group === '') return by === 'station' ? say('statements.no_station') : say('statements.not_given')
  if (by === 'country') return isCountry(group) ? countryName(group, locale) : group
  if (by === 'station') {
    const station = stations.find(({ id }) => id === group)
    return station ? pick(station.name, locale).value : group
  }
  const source = formula?.kind === 'counted' ? formula.source : null
  return source === null ? group : by === 'kind' ? kindName(say, source, group) : formName(say, group)
}

/** Kinds that a programme commonly has; one that came in with an imported schedule is told as it is written there. */
const sessionKinds = [
  ...['talk', 'panel', 'roadshow', 'networking', 'opening', 'closing', 'signing', 'workshop'],
  ...['exhibition', 'meetings', 'recruitment', 'video'],
]

/** A kind as the module that has it calls it. */
export function kindName(say: Visit['say'], source: Counting['source'], kind: string): string {
  if (source === 'registrations') return say(`registration.state_${kind}`)
  if (source === 'attendances' || source === 'events') return say(`events.kind_${kind}`)
  if (source === 'projects') return say(`projects.state_${kind}`)
  if (source === 'meetings' || source === 'meetings_both') return say(`statements.meeting_${kind}`)
  if (source === 'outcomes' || source === 'credits') return say(`outcomes.type_${kind}`)
  if (source === 'grants' || source === 'payments') return say(`policies.recipient_${kind}`)
  if (source === 'sessions') return sessionKinds.includes(kind) ? say(`statements.session_${kind}`) : kind
  return say(`statements.reach_${kind}`)
}

export const formName = (say: Visit['say'], form: string): string => say(`statements.form_${form}`)

/** How much more or less, with its sign. */
export const signedText = (figure: Valued, value: number, locale: Locale): string =>
  value === 0 ? '–' : `${value > 0 ? '+' : '−'}${valueText(figure, Math.abs(value), locale)}`

/** What is different from the last statement, each with its figure. */
export const changedFigures = (
  since: NonNullable<Frozen['since']>,
  figures: readonly Figure[],
): (Change & { figure: Figure })[] =>
  since.changes.flatMap((change) => {
    const figure = figures.find(({ metric }) => metric === change.metric)
    return figure && change.was !== change.now ? [{ ...change, figure }] : []
  })
