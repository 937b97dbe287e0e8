import { z } from 'zod'
import { holds } from '#kernel/access'
import { query } from '#kernel/command'
import { invalidField, notFound } from '#kernel/errors'
import { pick } from '#kernel/text'
import { isPlainDate, plainDate } from '#kernel/time'
import { listEditions } from '#modules/programme'
import { listStations, StationId } from '#modules/stations'
import { form, type Route } from '#platform/http'
import { Button, ErrorSummary, Form, FormActions, PageHead, Select } from '#ui'
import { stateOutcome } from '../commands.ts'
import { FactFields, termsFrom } from './fields.tsx'
import { staff } from './list.tsx'

/** Where an outcome can be filed: the editions, and the stations the reader may state for. */
const places = query({
  name: 'outcomes.places',
  input: z.object({}),
  load: async (tx, _input, { actor }) => {
    const host = holds(actor, 'administrator', 'organiser')
    const own = actor.kind === 'person' ? actor.grants.map((grant) => grant.stationId) : []
    const stations = await listStations(tx)
    return {
      editions: await listEditions(tx),
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
  view: (visit, { editions, stations, host }, state) => {
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
            <FormActions>
              <Button tone="primary">{say('outcomes.record')}</Button>
            </FormActions>
          </Form>
        </>
      ),
    }
  },
  submit: async (visit, values, { editions }) => {
    const edition = editions.find(({ id }) => id === values.text('edition'))
    if (!edition) throw invalidField('edition', 'kernel.field_choose')
    const station = values.text('station')
    const stationId = station === '' ? null : (StationId.safeParse(station).data ?? null)
    if (station !== '' && stationId === null) throw notFound()
    if (!isPlainDate(values.text('happenedOn'))) throw invalidField('happenedOn', 'kernel.field_not_a_date')
    const { outcome } = await visit.use.run(stateOutcome, {
      editionId: edition.id,
      stationId,
      personId: null,
      terms: termsFrom(values, values.text('type')),
      title: values.text('title'),
      organisation: values.text('organisation'),
      happenedOn: plainDate(values.text('happenedOn')),
    })
    return { to: `/console/outcomes/${outcome.id}`, told: 'outcomes.told_recorded' }
  },
})
