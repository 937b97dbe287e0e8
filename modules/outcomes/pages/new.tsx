import { pick } from '#kernel/text'
import { form, type Route } from '#platform/http'
import { Button, FieldSet, Form, FormActions, Notice, PageHead, Section, Select, TextInput } from '#ui'
import { mayState } from '../access.ts'
import { stateOutcome } from '../commands.ts'
import { readPlaces } from '../link.ts'
import { FactFields, factsFrom } from './fields.tsx'
import { staff } from './list.tsx'
import { chosenOf, chosenOffers, findIn, Offers } from './offered.tsx'
import { trail } from './trail.ts'

const path = '/console/outcomes/new'
/** With the edition and the words in it, so that both still stand when the form comes back. */
const here = (edition: string, find: string) =>
  `${path}?${new URLSearchParams({ edition, ...(find === '' ? {} : { find }) })}`

export const newPage: Route = form({
  path,
  who: (actor) => staff(actor) && mayState(actor, null),
  load: (visit) =>
    visit.use.ask(readPlaces, { edition: visit.search.get('edition') || null, find: findIn(visit) }),
  view: (visit, { editions, edition, stations, host, find, ...offers }, state) => {
    const { say, href, locale } = visit
    const found = offers.projects.length + offers.organisations.length
    const nameOf = (each: { name: typeof edition.name }) => pick(each.name, locale).value
    return {
      title: say('outcomes.new'),
      shell: 'console',
      current: '/console/outcomes',
      body: (
        <>
          <PageHead
            title={say('outcomes.new')}
            lead={say('outcomes.new_lead')}
            crumbs={trail(visit, { label: say('outcomes.new') })}
          />
          <Section title={say('outcomes.link_find')} lead={say('outcomes.link_find_lead')}>
            <Form method="get" action={href(path)} label={say('outcomes.link_find')}>
              <Select
                name="edition"
                label={say('outcomes.edition')}
                value={edition.slug}
                options={editions.map((each) => ({ value: each.slug, label: nameOf(each) }))}
              />
              <TextInput
                name="find"
                type="search"
                label={say('outcomes.link_words')}
                hint={say('outcomes.link_words_hint')}
                maxlength={100}
                value={find}
              />
              <FormActions>
                <Button icon="search">{say('outcomes.link_show')}</Button>
              </FormActions>
              {find !== '' && (
                <Notice>
                  {found > 0
                    ? say('outcomes.link_found', { count: found, under: say('outcomes.came_from') })
                    : say('outcomes.link_none', { find })}
                </Notice>
              )}
            </Form>
          </Section>
          <Section title={say('outcomes.new_of', { edition: nameOf(edition) })}>
            <Form action={href(here(edition.slug, find))} of={state} send={say('outcomes.record')}>
              <Select
                of={state}
                name="station"
                label={say('outcomes.station')}
                value={host ? '' : stations[0]?.id}
                empty={say('outcomes.no_station')}
                options={stations.map((station) => ({ value: station.id, label: nameOf(station) }))}
              />
              <FactFields visit={visit} form={state} />
              <FieldSet legend={say('outcomes.came_from')} hint={say('outcomes.came_from_hint')}>
                <Offers visit={visit} state={state} {...offers} />
              </FieldSet>
            </Form>
          </Section>
        </>
      ),
    }
  },
  submit: async (visit, values, { edition, stations, ...offers }) => {
    const { outcome } = await visit.use.run(stateOutcome, {
      ...factsFrom(values, visit, edition),
      editionId: edition.id,
      stationId: chosenOf(values, 'station', stations),
      ...chosenOffers(values, offers),
    })
    return { to: `/console/outcomes/${outcome.id}`, told: 'outcomes.told_recorded' }
  },
})
