import { isStaff } from '#kernel/access'
import { invalidField } from '#kernel/errors'
import { pick } from '#kernel/text'
import { form, type Route, type Visit } from '#platform/http'
import { Form, PageHead, RadioGroup, TextInput } from '#ui'
import { inviteStaff } from '../commands.ts'
import { readStationDesk } from '../queries.ts'

export const readDesk = (visit: Visit) => visit.use.ask(readStationDesk, { slug: visit.params.station ?? '' })
export const staffPage: Route = form({
  path: '/console/stations/:station/staff',
  who: isStaff,
  load: readDesk,
  view: (visit, { station }, state) => {
    const { say, locale, href } = visit
    const name = pick(station.name, locale).value
    return {
      title: say('stations.invite'),
      shell: 'console',
      current: '/console/stations',
      body: (
        <>
          <PageHead
            title={say('stations.invite')}
            lead={say('stations.invite_lead')}
            crumbs={{
              label: say('kernel.you_are_here'),
              trail: [
                { label: say('stations.title'), href: href('/console/stations') },
                { label: name, href: href(`/console/stations/${station.slug}`) },
                { label: say('stations.invite') },
              ],
            }}
          />
          <Form
            action={href(`/console/stations/${station.slug}/staff`)}
            of={state}
            send={say('stations.invite')}
          >
            <TextInput of={state} name="name" label={say('stations.person')} required />
            <TextInput of={state} name="email" type="email" label={say('stations.email')} required />
            <RadioGroup
              of={state}
              name="role"
              label={say('stations.role')}
              required
              value="station_staff"
              options={(['station_staff', 'station_lead'] as const).map((role) => ({
                value: role,
                label: say(`stations.role_${role}`),
                hint: say(`stations.role_${role}_hint`),
              }))}
            />
          </Form>
        </>
      ),
    }
  },
  submit: async (visit, values, { station }) => {
    const role = values.text('role')
    if (role !== 'station_lead' && role !== 'station_staff') throw invalidField('role', 'kernel.field_choose')
    await visit.use.run(inviteStaff, {
      stationId: station.id,
      email: values.text('email'),
      name: values.text('name'),
      role,
      locale: visit.locale,
    })
    return { to: `/console/stations/${station.slug}`, told: 'stations.told_invited' }
  },
})
