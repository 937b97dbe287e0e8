import { pick } from '#kernel/text'
import { formatDateRange } from '#kernel/time'
import { page, type Route } from '#platform/http'
import { DefinitionList, EmptyState, LinkButton, PageHead, Prose, Section } from '#ui'
import { publicEvents } from '../../access.ts'
import { readFestival } from '../../queries.ts'
import { EventsByDay } from '../parts.tsx'

export const festivalPage: Route = page({
  path: '/editions/:edition/festivals/:festival',
  who: publicEvents,
  fresh: 2,
  show: async (visit) => {
    const { say, href, locale } = visit
    const { edition, festival, events, venues } = await visit.use.ask(readFestival, {
      edition: visit.params.edition ?? '',
      slug: visit.params.festival ?? '',
    })
    const title = pick(festival.name, locale).value
    const list = new Intl.ListFormat(locale === 'zh' ? 'zh-CN' : 'en-GB')
    const criteria = pick(festival.criteria, locale)
    return {
      title,
      shell: 'public',
      body: (
        <>
          <PageHead
            title={title}
            kicker={say('events.festival')}
            lead={formatDateRange(festival.startsOn, festival.endsOn, locale)}
            crumbs={{
              label: say('kernel.you_are_here'),
              trail: [
                { label: pick(edition.name, locale).value, href: href(`/editions/${edition.slug}`) },
                { label: title },
              ],
            }}
            actions={
              <LinkButton
                tone="primary"
                href={href(`/editions/${edition.slug}/festivals/${festival.slug}/host`)}
              >
                {say('events.host_one')}
              </LinkButton>
            }
          />
          <Section title={say('events.criteria')}>
            <Prose lang={criteria.lang === 'zh' ? 'zh-Hans' : 'en'}>
              <p>{criteria.value}</p>
            </Prose>
            <DefinitionList
              items={[
                { term: say('events.area'), value: pick(festival.area, locale).value },
                {
                  term: say('events.dates'),
                  value: formatDateRange(festival.startsOn, festival.endsOn, locale),
                },
                {
                  term: say('events.streams'),
                  value: list.format(festival.streams.map((stream) => pick(stream.name, locale).value)),
                },
              ]}
            />
          </Section>
          {events.length === 0 && (
            <EmptyState title={say('events.none_title')} icon="time">
              {say('events.none_text')}
            </EmptyState>
          )}
          <EventsByDay visit={visit} edition={edition} events={events} venues={venues} />
        </>
      ),
    }
  },
})
