import { isStaff } from '#kernel/access'
import { countriesSorted } from '#kernel/countries'
import { notFound } from '#kernel/errors'
import { pick } from '#kernel/text'
import { type Zone, zoneText } from '#kernel/time'
import { bothIn, type FormState, type FormValues, form, page, type Route, type Visit } from '#platform/http'
import { BilingualField, EmptyState, Form, LinkButton, PageHead, Select, Table, ZoneSelect } from '#ui'
import { addVenue, changeVenue } from '../commands/venue.ts'
import { type Venue, VenueId } from '../model.ts'
import { listVenues } from '../queries.ts'
import { crumbs } from './console.tsx'

const venueWords = (visit: Visit) => ({
  label: visit.say('events.venues'),
  href: visit.href('/console/venues'),
})

export const venuesPage: Route = page({
  path: '/console/venues',
  who: isStaff,
  show: async (visit) => {
    const { say, href, locale } = visit
    const venues = await visit.use.ask(listVenues, {})
    const add = (
      <LinkButton tone="primary" icon="plus" href={href('/console/venues/new')}>
        {say('events.new_venue')}
      </LinkButton>
    )
    return {
      title: say('events.venues'),
      shell: 'console',
      current: '/console/events',
      body: (
        <>
          <PageHead
            title={say('events.venues')}
            lead={say('events.venues_lead')}
            crumbs={crumbs(visit, { label: say('events.venues') })}
            actions={add}
          />
          <Table
            caption={say('events.venues')}
            hideCaption
            rows={venues}
            rowKey={(venue) => venue.id}
            href={(venue) => href(`/console/venues/${venue.id}`)}
            empty={<EmptyState title={say('events.no_venues')} action={add} />}
            columns={[
              {
                key: 'name',
                label: say('events.venue_name'),
                main: true,
                cell: (venue) => pick(venue.name, locale).value,
              },
              {
                key: 'address',
                label: say('events.address'),
                cell: (venue) => pick(venue.address, locale).value,
              },
              { key: 'city', label: say('events.city'), cell: (venue) => pick(venue.city, locale).value },
              {
                key: 'zone',
                label: say('events.field_zone_label'),
                cell: (venue) => zoneText(venue.zone, locale),
              },
            ]}
          />
        </>
      ),
    }
  },
})

function sheet(visit: Visit, state: FormState, venue: Venue | null) {
  const { say, href, locale } = visit
  const title = venue ? pick(venue.name, locale).value : say('events.new_venue')
  return {
    title,
    shell: 'console' as const,
    current: '/console/events',
    body: (
      <>
        <PageHead
          title={title}
          lead={venue ? say('events.venue_lead') : undefined}
          crumbs={crumbs(visit, venueWords(visit), { label: title })}
        />
        <Form action={href(`/console/venues/${venue?.id ?? 'new'}`)} of={state} send={say('events.save')}>
          <BilingualField
            of={state}
            name="name"
            label={say('events.venue_name')}
            required
            value={venue?.name}
          />
          <BilingualField of={state} name="address" label={say('events.address')} value={venue?.address} />
          <BilingualField of={state} name="city" label={say('events.city')} required value={venue?.city} />
          <Select
            of={state}
            name="country"
            label={say('events.country')}
            required
            empty={say('kernel.choose')}
            value={venue?.country}
            options={countriesSorted(locale).map(({ code, name }) => ({ value: code, label: name }))}
          />
          <ZoneSelect
            visit={visit}
            of={state}
            name="zone"
            label={say('events.field_zone_label')}
            hint={say('events.field_zone_hint')}
            required
            value={venue?.zone}
          />
        </Form>
      </>
    ),
  }
}

function factsIn(values: FormValues) {
  return {
    name: bothIn(values, 'name'),
    address: bothIn(values, 'address'),
    city: bothIn(values, 'city'),
    country: values.text('country'),
    zone: values.text('zone') as Zone, // the schema of the command refuses what is none
  }
}

export const newVenuePage: Route = form({
  path: '/console/venues/new',
  who: isStaff,
  load: async () => null,
  view: (visit, _data, state) => sheet(visit, state, null),
  submit: async (visit, values) => {
    await visit.use.run(addVenue, factsIn(values))
    return { to: '/console/venues', told: 'events.told_venue' }
  },
})

export const venuePage: Route = form({
  path: '/console/venues/:venue',
  who: isStaff,
  load: async (visit) => {
    const id = VenueId.safeParse(visit.params.venue)
    const venue = (await visit.use.ask(listVenues, {})).find((each) => each.id === id.data)
    if (!venue) throw notFound()
    return venue
  },
  view: (visit, venue, state) => sheet(visit, state, venue),
  submit: async (visit, values, venue) => {
    await visit.use.run(changeVenue, { venueId: venue.id, ...factsIn(values) })
    return { to: '/console/venues', told: 'events.told_saved' }
  },
})
