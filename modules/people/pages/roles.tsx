import { type Actor, type Role, roles } from '#kernel/access'
import { invalidField, notFound } from '#kernel/errors'
import { idOf } from '#kernel/ids'
import { displayName } from '#kernel/names'
import { pick } from '#kernel/text'
import { formatInstant, zone } from '#kernel/time'
import { action, form, type Route, type Visit } from '#platform/http'
import { Button, EmptyState, Form, PageHead, PersonLine, Section, Select, Table, TextInput } from '#ui'
import { mayGive, maySeeRoles } from '../access.ts'
import { grantRole, revokeRole } from '../commands.ts'
import { type RoleGrant, stationRoles } from '../model.ts'
import { findOrganisation, listRoles, type OrganisationChoice, type StationChoice } from '../queries.ts'
import type { PeoplePorts } from './ports.ts'

/** Stations that this reader may give this role at; for roles without a station, whether it may be given at all. */
const placesFor = (actor: Actor, role: Role, stations: readonly StationChoice[]) =>
  stationRoles.includes(role)
    ? stations.filter(({ id }) => mayGive(actor, { role, stationId: id }))
    : mayGive(actor, { role, stationId: null })
      ? 'anywhere'
      : []

const givable = (actor: Actor, stations: readonly StationChoice[]): readonly Role[] =>
  roles.filter((role) => placesFor(actor, role, stations).length > 0)

type Data = {
  grants: readonly RoleGrant[]
  people: ReadonlyMap<string, { name: Parameters<typeof displayName>[0]; email: string | null }>
  stations: readonly StationChoice[]
  organisations: readonly OrganisationChoice[]
}

const nameIn = (visit: Visit, { people }: Data, id: string | null) => {
  const person = id === null ? undefined : people.get(id)
  return person ? displayName(person.name, visit.locale) || (person.email ?? '') : ''
}

const Held = ({ visit, data }: { visit: Visit; data: Data }) => {
  const { say, href, locale } = visit
  const clock = visit.readerZone ?? zone('UTC')
  const placeName = ({ stationId, organisationId }: RoleGrant) => {
    const place =
      data.stations.find(({ id }) => id === stationId) ??
      data.organisations.find(({ id }) => id === organisationId)
    return place ? pick(place.name, locale).value : ''
  }
  const sorted = [...data.grants].sort((a, b) => roles.indexOf(a.role) - roles.indexOf(b.role))
  return (
    <Table
      caption={say('people.roles')}
      hideCaption
      rows={sorted}
      rowKey={({ id }) => id}
      empty={<EmptyState title={say('people.no_roles')}>{say('people.no_roles_text')}</EmptyState>}
      columns={[
        {
          key: 'person',
          label: say('people.person'),
          main: true,
          cell: ({ personId }) => {
            const email = data.people.get(personId)?.email ?? ''
            const name = nameIn(visit, data, personId)
            return <PersonLine name={name} detail={name === email ? undefined : email} />
          },
        },
        { key: 'role', label: say('people.role'), cell: ({ role }) => say(`people.role_${role}`) },
        { key: 'place', label: say('people.place'), cell: placeName },
        {
          key: 'since',
          label: say('people.since'),
          cell: ({ grantedAt }) => formatInstant(grantedAt, clock, locale, 'date'),
        },
        { key: 'by', label: say('people.given_by'), cell: ({ grantedBy }) => nameIn(visit, data, grantedBy) },
        {
          key: 'revoke',
          label: say('people.revoke'),
          hideLabel: true,
          cell: (grant) =>
            mayGive(visit.actor, grant) && (
              <Form inline action={href(`/console/people/roles/${grant.id}/revoke`)}>
                <Button
                  small
                  aria-label={say('people.revoke_of', {
                    role: say(`people.role_${grant.role}`),
                    name: nameIn(visit, data, grant.personId),
                  })}
                >
                  {say('people.revoke')}
                </Button>
              </Form>
            ),
        },
      ]}
    />
  )
}

const rolesPage = (ports: PeoplePorts): Route => {
  const read = listRoles(ports.stations, ports.organisations)
  const find = findOrganisation(ports.organisations)
  return form({
    path: '/console/people/roles',
    who: maySeeRoles,
    load: (visit): Promise<Data> => visit.use.ask(read, {}),
    view: (visit, data, state) => {
      const { say, actor, locale } = visit
      const offered = givable(actor, data.stations)
      const places = data.stations.filter(({ id }) =>
        stationRoles.some((role) => mayGive(actor, { role, stationId: id })),
      )
      const place = (
        <Select
          of={state}
          name="stationId"
          label={say('kernel.station')}
          required
          empty={places.length === 1 ? undefined : say('kernel.choose')}
          options={places.map(({ id, name }) => ({ value: id, label: pick(name, locale).value }))}
        />
      )
      const organisation = (
        <TextInput
          of={state}
          name="organisation"
          label={say('kernel.organisation')}
          hint={say('people.organisation_hint')}
          maxlength={200}
          required
        />
      )
      return {
        title: say('people.roles'),
        shell: 'console',
        body: (
          <>
            <PageHead title={say('people.roles')} lead={say('people.roles_lead')} />
            <Held visit={visit} data={data} />
            {offered.length > 0 && (
              <Section title={say('people.give_role')} lead={say('people.give_role_lead')}>
                <Form of={state} send={say('people.give_role')}>
                  <TextInput
                    of={state}
                    name="email"
                    type="email"
                    label={say('people.email')}
                    maxlength={254}
                    required
                  />
                  <Select
                    of={state}
                    name="role"
                    label={say('people.role')}
                    required
                    empty={offered.length === 1 ? undefined : say('kernel.choose')}
                    options={offered.map((role) => ({
                      value: role,
                      label: say('people.role_line', {
                        role: say(`people.role_${role}`),
                        hint: say(`people.role_${role}_hint`),
                      }),
                    }))}
                    followUps={[
                      { when: stationRoles, children: place },
                      { when: ['enterprise'], children: organisation },
                    ]}
                  />
                </Form>
              </Section>
            )}
          </>
        ),
      }
    },
    submit: async (visit, values) => {
      const role = roles.find((each) => each === values.text('role'))
      if (!role) throw invalidField('role', 'kernel.field_choose')
      // A station chosen before another role was is still sent; only station roles have one.
      const given = stationRoles.includes(role) ? idOf('station').safeParse(values.text('stationId')) : null
      await visit.use.run(grantRole, {
        email: values.text('email').toLowerCase(),
        role,
        stationId: given?.success ? given.data : null,
        organisationId:
          role === 'enterprise'
            ? (await visit.use.ask(find, { name: values.text('organisation') })).id
            : null,
      })
      return { to: '/console/people/roles', told: 'people.told_role_given' }
    },
  })
}

const revoke: Route = action({
  path: '/console/people/roles/:grant/revoke',
  who: maySeeRoles,
  submit: async (visit) => {
    const grantId = idOf('role_grant').safeParse(visit.params.grant)
    if (!grantId.success) throw notFound()
    await visit.use.run(revokeRole, { grantId: grantId.data })
    return { to: '/console/people/roles', told: 'people.told_role_revoked' }
  },
})

export const rolesRoutes = (ports: PeoplePorts): readonly Route[] => [rolesPage(ports), revoke]
