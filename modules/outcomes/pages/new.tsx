import { z } from 'zod'
import { holds } from '#kernel/access'
import { query } from '#kernel/command'
import { invalidField, notFound } from '#kernel/errors'
import { pick } from '#kernel/text'
import { listEvents } from '#modules/events'
import { listEditions } from '#modules/programme'
import { listStations, StationId } from '#modules/stations'
import { form, type Route } from '#platform/http'
import { Button, ErrorSummary, Form, FormActions, PageHead, Select } from '#ui'
import { stateOutcome } from '../commands.ts'
import { FactFields, factsFrom } from './fields.tsx'
import { staff } from './list.tsx'

/** Where an outcome can be filed: the editions, and the stations the reader may state for. */
const places = query({
  name: 'outcomes.places',
  input: z.object({}),
  load: async (tx, _input, { actor }) => {
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
    }
  },
  allow: staff,
})

export const newPage: Route = form({
  path: '/console/outcomes/new',
  who: staff,
  load: (visit) => visit.use.ask(places, {}),
  view: (visit, { editions, events, stations, host }, state) => {
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
            crumbs={{
              label: say('outcomes.list_title'),
              trail: [
                { label: say('outcomes.list_title'), href: href('/console/outcomes') },
                { label: say('outcomes.new') },
              ],
            }}
          />
          <Form action={href('/console/outcomes/new')}>
            <ErrorSummary title={state.refusal} problems={state.problems} />
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
            <FormActions>
              <Button tone="primary">{say('outcomes.record')}</Button>
            </FormActions>
          </Form>
        </>
      ),
    }
  },
  submit: async (visit, values, { editions, events }) => {
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
    })
    return { to: `/console/outcomes/${outcome.id}`, told: 'outcomes.told_recorded' }
  },
})
