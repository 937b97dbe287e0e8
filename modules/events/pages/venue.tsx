import { isStaff } from '#kernel/access'
import { countriesSorted } from '#kernel/countries'
import { invalidField } from '#kernel/errors'
import { bothIn, form, type Route } from '#platform/http'
import { BilingualField, Form, PageHead, Select, ZoneSelect } from '#ui'
import { addVenue } from '../commands.ts'
import { crumbs } from './console.tsx'
import { zoneIn } from './fields.tsx'

export const venuePage: Route = form({
  path: '/console/venues/new',
  who: isStaff,
  load: async () => null,
  view: (visit, _data, state) => {
    const { say, href, locale } = visit
    return {
      title: say('events.new_venue'),
      shell: 'console',
      current: '/console/events',
      body: (
        <>
          <PageHead
            title={say('events.new_venue')}
            crumbs={crumbs(visit, { label: say('events.new_venue') })}
          />
          <Form action={href('/console/venues/new')} of={state} send={say('events.save')}>
            <BilingualField of={state} name="name" label={say('events.venue_name')} />
            <BilingualField of={state} name="address" label={say('events.address')} />
            <BilingualField of={state} name="city" label={say('events.city')} />
            <Select
              of={state}
              name="country"
              label={say('events.country')}
              required
              empty={say('kernel.choose')}
              options={countriesSorted(locale).map(({ code, name }) => ({ value: code, label: name }))}
            />
            <ZoneSelect
              visit={visit}
              of={state}
              name="zone"
              label={say('events.field_zone_label')}
              hint={say('events.field_zone_hint')}
              required
            />
          </Form>
        </>
      ),
    }
  },
  submit: async (visit, values) => {
    if (values.text('country') === '') throw invalidField('country', 'kernel.field_choose')
    await visit.use.run(addVenue, {
      name: bothIn(values, 'name'),
      address: bothIn(values, 'address'),
      city: bothIn(values, 'city'),
      country: values.text('country'),
      zone: zoneIn(values),
    })
    return { to: '/console/events', told: 'events.told_venue' }
  },
})
