import { z } from 'zod'
import { holds } from '#kernel/access'
import { query } from '#kernel/command'
import { invalidField, notFound } from '#kernel/errors'
import { pick } from '#kernel/text'
import { listEvents } from '#modules/events'
import { listEditions, organisationsNamed } from '#modules/programme'
import { projectsTitled } from '#modules/projects'
import { listStations, StationId } from '#modules/stations'
import { type FormState, form, type Route, type Visit } from '#platform/http'
import { Form, Notice, PageHead, RadioGroup, SearchBox, Section, Select } from '#ui'
import { stateOutcome } from '../commands.ts'
import type { Outcome } from '../model.ts'
import { FactFields, factsFrom } from './fields.tsx'
import { staff } from './list.tsx'
import { trail } from './trail.ts'

/** More than these are not worth reading: another word finds fewer. */
const mostFound = 20

/** Where an outcome can be filed, what of the searched words it can be linked with: the editions, and the stations the reader may state for. */
const places = query({
  name: 'outcomes.places',
  input: z.object({ find: z.string().trim().max(100) }),
  load: async (tx, { find }, { actor }) => {
    const host = holds(actor, 'administrator', 'organiser')
    const own = actor.kind === 'person' ? actor.grants.map((grant) => grant.stationId) : []
    const stations = await listStations(tx)
    const editions = await listEditions(tx)
    const [newest] = editions
    return {
      editions,
      events: newest ? await listEvents(tx, { editionId: newest.id, states: ['released'] }) : [],
      stations: stations.filter(({ id }) => host || own.includes(id)),
      host,
      find,
      projects: find === '' ? [] : await projectsTitled(tx, find, mostFound),
      organisations: find === '' ? [] : await organisationsNamed(tx, find, mostFound),
    }
  },
  allow: staff,
})

const findIn = (visit: Visit) => (visit.search.get('find') ?? '').slice(0, 100)
/** With the words in it, so that what was found is still there when the form comes back. */
const here = (find: string) =>
  find === '' ? '/console/outcomes/new' : `/console/outcomes/new?find=${encodeURIComponent(find)}`

type Found = Pick<Awaited<ReturnType<(typeof places)['load']>>, 'projects' | 'organisations'>

/** What was found, to choose from: one project, one organisation, or none. */
export const Links = ({
  visit,
  state,
  projects,
  organisations,
  chosen,
}: Found & {
  visit: Visit
  state: FormState
  chosen?: Pick<Outcome, 'projectId' | 'organisationId'>
}) => {
  const { say, locale } = visit
  const none = { value: '', label: say('outcomes.link_to_none') }
  return (
    <>
      {projects.length > 0 && (
        <RadioGroup
          of={state}
          name="project"
          label={say('outcomes.link_project')}
          value={chosen?.projectId ?? ''}
          options={[
            ...projects.map(({ id, title }) => ({ value: id, label: pick(title, locale).value })),
            none,
          ]}
        />
      )}
      {organisations.length > 0 && (
        <RadioGroup
          of={state}
          name="organisationId"
          label={say('outcomes.link_organisation')}
          value={chosen?.organisationId ?? ''}
          options={[
            ...organisations.map(({ id, name }) => ({ value: id, label: pick(name, locale).value })),
            none,
          ]}
        />
      )}
    </>
  )
}

export const newPage: Route = form({
  path: '/console/outcomes/new',
  who: staff,
  load: (visit) => visit.use.ask(places, { find: findIn(visit) }),
  view: (visit, { editions, events, stations, host, ...linked }, state) => {
    const { say, href, locale } = visit
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
            <SearchBox
              name="find"
              label={say('outcomes.link_words')}
              button={say('outcomes.link_search')}
              value={linked.find}
              action={href('/console/outcomes/new')}
            />
            {linked.find !== '' && linked.projects.length + linked.organisations.length === 0 && (
              <Notice>{say('outcomes.link_none', { find: linked.find })}</Notice>
            )}
          </Section>
          <Form action={href(here(linked.find))} of={state} send={say('outcomes.record')}>
            <Select
              of={state}
              name="edition"
              label={say('outcomes.edition')}
              required
              value={editions[0]?.id}
              options={editions.map((edition) => ({
                value: edition.id,
                label: pick(edition.name, locale).value,
              }))}
            />
            <Select
              of={state}
              name="station"
              label={say('outcomes.station')}
              value={host ? '' : stations[0]?.id}
              empty={say('outcomes.no_station')}
              options={stations.map((station) => ({
                value: station.id,
                label: pick(station.name, locale).value,
              }))}
            />
            <FactFields visit={visit} form={state} />
            <Select
              of={state}
              name="event"
              label={say('outcomes.event')}
              hint={say('outcomes.event_hint')}
              empty={say('outcomes.no_event')}
              options={events.map((event) => ({ value: event.id, label: pick(event.title, locale).value }))}
            />
            <Links visit={visit} state={state} {...linked} />
          </Form>
        </>
      ),
    }
  },
  submit: async (visit, values, { editions, events, projects, organisations }) => {
    const edition = editions.find(({ id }) => id === values.text('edition'))
    if (!edition) throw invalidField('edition', 'kernel.field_choose')
    const station = values.text('station')
    const stationId = station === '' ? null : (StationId.safeParse(station).data ?? null)
    if (station !== '' && stationId === null) throw notFound()
    const event = events.find(({ id }) => id === values.text('event'))
    const { outcome } = await visit.use.run(stateOutcome, {
      ...factsFrom(values),
      editionId: edition.id,
      stationId,
      eventId: event?.id ?? null,
      projectId: projects.find(({ id }) => id === values.text('project'))?.id ?? null,
      organisationId: organisations.find(({ id }) => id === values.text('organisationId'))?.id ?? null,
    })
    return { to: `/console/outcomes/${outcome.id}`, told: 'outcomes.told_recorded' }
  },
})
