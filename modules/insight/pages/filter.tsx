import type { ComponentChildren } from 'preact'
import { stationsOf } from '#kernel/access'
import { countriesSorted, isCountry } from '#kernel/countries'
import { pick } from '#kernel/text'
import type { Edition, Organisation } from '#modules/programme'
import type { Station } from '#modules/stations'
import type { Visit } from '#platform/http'
import { Button, Select } from '#ui'
import { seesAll } from '../access.ts'
import type { Filter } from '../model.ts'
import { readFilters } from '../queries.ts'

export type Chosen = {
  /** What the boards of everybody are asked for. */
  filter: Filter
  editions: readonly Edition[]
  stations: readonly Station[]
  organisations: readonly Organisation[]
  /** Whose board is asked for; the first that can be chosen when none is named. */
  organisation: Organisation | undefined
}

/**
 * What the address asks for; anything it does not know counts as not asked. Station staff get a station of theirs, who
 * acts for an enterprise an organisation of theirs.
 */
export async function chosenIn(visit: Visit): Promise<Chosen> {
  const own = seesAll(visit.actor) ? null : stationsOf(visit.actor)
  const { editions, stations, organisations } = await visit.use.ask(readFilters, {})
  const open = own === null ? stations : stations.filter(({ id }) => own.includes(id))
  const asked = open.find(({ slug }) => slug === visit.search.get('station'))
  const country = visit.search.get('country')
  const filter = {
    editionId: editions.find(({ slug }) => slug === visit.search.get('edition'))?.id ?? null,
    stationId: asked?.id ?? (own === null ? null : (open[0]?.id ?? own[0] ?? null)),
    country: isCountry(country) ? country : null,
  }
  const organisation =
    organisations.find(({ id }) => id === visit.search.get('organisation')) ?? organisations[0]
  return { filter, editions, stations: open, organisations, organisation }
}

/** The address of a board with what is asked of it, and something changed. */
export function searchOf({ search }: Visit, more: Readonly<Record<string, string | null>> = {}): string {
  const kept = new URLSearchParams()
  for (const name of ['edition', 'station', 'country', 'metric', 'start', 'organisation']) {
    const value = name in more ? more[name] : search.get(name)
    if (value) kept.set(name, value)
  }
  return kept.size > 0 ? `?${kept}` : ''
}

/** The filters as a form that only writes the address. `without` are those a board has no use for. */
export function Filters({
  visit,
  chosen,
  path,
  without = [],
  children,
}: {
  visit: Visit
  chosen: Chosen
  path: string
  without?: readonly string[]
  children?: ComponentChildren
}) {
  const { say, href, locale } = visit
  const slugOf = (list: readonly { id: string; slug: string }[], id: string | null) =>
    list.find((each) => each.id === id)?.slug ?? ''
  return (
    <form class="filters" method="get" action={href(path)}>
      {children}
      {!without.includes('edition') && (
        <Select
          name="edition"
          label={say('insight.edition')}
          value={slugOf(chosen.editions, chosen.filter.editionId)}
          empty={say('insight.all_editions')}
          options={chosen.editions.map(({ slug, name }) => ({
            value: slug,
            label: pick(name, locale).value,
          }))}
        />
      )}
      {!without.includes('station') && (
        <Select
          name="station"
          label={say('kernel.station')}
          value={slugOf(chosen.stations, chosen.filter.stationId)}
          empty={seesAll(visit.actor) ? say('insight.all_stations') : undefined}
          options={chosen.stations.map(({ slug, name }) => ({
            value: slug,
            label: pick(name, locale).value,
          }))}
        />
      )}
      {!without.includes('country') && (
        <Select
          name="country"
          label={say('kernel.country')}
          value={chosen.filter.country ?? ''}
          empty={say('insight.all_countries')}
          options={countriesSorted(locale).map(({ code, name }) => ({ value: code, label: name }))}
        />
      )}
      <Button>{say('insight.show')}</Button>
    </form>
  )
}
