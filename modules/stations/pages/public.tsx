import { countryName } from '#kernel/countries'
import { pick } from '#kernel/text'
import { zoneLabel } from '#kernel/time'
import { page, type Route } from '#platform/http'
import { Card, DefinitionList, EmptyState, PageHead, Prose, Section, Tiles } from '#ui'
import { publicStations } from '../access.ts'
import type { StationPorts } from '../ports.ts'
import { listAll, readStation } from '../queries.ts'

const listPage: Route = page({
  path: '/stations',
  who: publicStations,
  fresh: 2,
  show: async (visit) => {
    const { say, locale, href } = visit
    const { stations } = await visit.use.ask(listAll, {})
    return {
      title: say('stations.title'),
      shell: 'public',
      body: (
        <>
          <PageHead title={say('stations.title')} lead={say('stations.lead')} />
          {stations.length === 0 && (
            <EmptyState title={say('stations.none_title')} icon="place">
              {say('stations.none_text')}
            </EmptyState>
          )}
          <Tiles>
            {stations.map((station) => (
              <Card
                key={station.id}
                level={2}
                title={pick(station.name, locale).value}
                href={href(`/stations/${station.slug}`)}
                kicker={countryName(station.country, locale)}
                meta={zoneLabel(station.zone, visit.use.now(), locale)}
              />
            ))}
          </Tiles>
        </>
      ),
    }
  },
})

const onePage = ({ events }: StationPorts): Route =>
  page({
    path: '/stations/:station',
    who: publicStations,
    fresh: 2,
    show: async (visit) => {
      const { say, locale, href } = visit
      const { station, edition } = await visit.use.ask(readStation, { slug: visit.params.station ?? '' })
      const title = pick(station.name, locale).value
      const about = pick(station.about, locale)
      const list = new Intl.ListFormat(locale === 'zh' ? 'zh-CN' : 'en-GB')
      return {
        title,
        shell: 'public',
        body: (
          <>
            <PageHead
              title={title}
              kicker={countryName(station.country, locale)}
              crumbs={{
                label: say('kernel.you_are_here'),
                trail: [{ label: say('stations.title'), href: href('/stations') }, { label: title }],
              }}
            />
            {about.value !== '' && (
              <Prose lang={about.lang === 'zh' ? 'zh-Hans' : 'en'}>
                <p>{about.value}</p>
              </Prose>
            )}
            <Section title={say('stations.facts')}>
              <DefinitionList
                items={[
                  { term: say('stations.city'), value: pick(station.city, locale).value },
                  {
                    term: say('stations.territory'),
                    value: list.format(station.territory.map((code) => countryName(code, locale))),
                  },
                  { term: say('stations.zone'), value: zoneLabel(station.zone, visit.use.now(), locale) },
                  { term: say('stations.opened_year'), value: station.openedYear },
                ]}
              />
            </Section>
            {edition && (await events(visit, edition, station))}
          </>
        ),
      }
    },
  })

export const publicRoutes = (ports: StationPorts): Route[] => [listPage, onePage(ports)]
