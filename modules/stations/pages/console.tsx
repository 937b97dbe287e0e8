import { isStaff } from '#kernel/access'
import { countryName } from '#kernel/countries'
import { notFound } from '#kernel/errors'
import { displayName } from '#kernel/names'
import { pick } from '#kernel/text'
import { zoneLabel } from '#kernel/time'
import { form, page, type Route } from '#platform/http'
import { EmptyState, Form, LinkButton, PageHead, Section, Table, TextInput } from '#ui'
import { may, mayOpenStations } from '../access.ts'
import { changeStation, openStation } from '../commands.ts'
import { listAll } from '../queries.ts'
import { factsIn, StationFields } from './fields.tsx'
import { readDesk, staffPage } from './staff.tsx'

const listPage: Route = page({
  path: '/console/stations',
  who: isStaff,
  show: async (visit) => {
    const { say, locale, href, actor } = visit
    const { stations } = await visit.use.ask(listAll, {})
    const mine = stations.filter((station) => may.view(actor, station))
    const add = mayOpenStations(actor, undefined) && (
      <LinkButton tone="primary" icon="plus" href={href('/console/stations/new')}>
        {say('stations.new')}
      </LinkButton>
    )
    return {
      title: say('stations.title'),
      shell: 'console',
      body: (
        <>
          <PageHead title={say('stations.title')} lead={say('stations.desk_lead')} actions={add} />
          <Table
            caption={say('stations.title')}
            hideCaption
            rows={mine}
            rowKey={(station) => station.id}
            href={(station) => href(`/console/stations/${station.slug}`)}
            empty={
              <EmptyState title={say('stations.none_title')} action={add} icon="place">
                {say('stations.none_desk')}
              </EmptyState>
            }
            columns={[
              {
                key: 'name',
                label: say('stations.name'),
                main: true,
                cell: (station) => pick(station.name, locale).value,
              },
              {
                key: 'country',
                label: say('stations.country'),
                cell: (station) => countryName(station.country, locale),
              },
              {
                key: 'zone',
                label: say('stations.zone'),
                cell: (station) => zoneLabel(station.zone, visit.use.now(), locale),
              },
            ]}
          />
        </>
      ),
    }
  },
})

const newPage: Route = form({
  path: '/console/stations/new',
  who: mayOpenStations,
  load: (visit) => visit.use.ask(listAll, {}),
  view: (visit, _data, state) => {
    const { say, href } = visit
    return {
      title: say('stations.new'),
      shell: 'console',
      current: '/console/stations',
      body: (
        <>
          <PageHead
            title={say('stations.new')}
            lead={say('stations.new_lead')}
            crumbs={{
              label: say('kernel.you_are_here'),
              trail: [
                { label: say('stations.title'), href: href('/console/stations') },
                { label: say('stations.new') },
              ],
            }}
          />
          <Form action={href('/console/stations/new')} of={state} send={say('stations.create')}>
            <TextInput
              of={state}
              name="slug"
              size="medium"
              label={say('stations.slug')}
              hint={say('stations.slug_hint')}
              required
            />
            <StationFields visit={visit} state={state} />
          </Form>
        </>
      ),
    }
  },
  submit: async (visit, values, { programme }) => {
    if (!programme) throw notFound()
    const { station } = await visit.use.run(openStation, {
      programmeId: programme.id,
      slug: values.text('slug'),
      ...factsIn(values),
    })
    return { to: `/console/stations/${station.slug}`, told: 'stations.told_created' }
  },
})

const onePage: Route = form({
  path: '/console/stations/:station',
  who: isStaff,
  load: readDesk,
  view: (visit, { station, grants, people }, state) => {
    const { say, locale, href, actor } = visit
    const title = pick(station.name, locale).value
    const base = `/console/stations/${station.slug}`
    return {
      title,
      shell: 'console',
      current: '/console/stations',
      body: (
        <>
          <PageHead
            title={title}
            kicker={countryName(station.country, locale)}
            crumbs={{
              label: say('kernel.you_are_here'),
              trail: [{ label: say('stations.title'), href: href('/console/stations') }, { label: title }],
            }}
            actions={
              <LinkButton tone="secondary" href={href(`/stations/${station.slug}`)}>
                {say('stations.public_page')}
              </LinkButton>
            }
          />
          <Section
            title={say('stations.staff')}
            actions={
              may.staff(actor, station) && (
                <LinkButton tone="secondary" icon="plus" href={href(`${base}/staff`)}>
                  {say('stations.invite')}
                </LinkButton>
              )
            }
          >
            <Table
              caption={say('stations.staff')}
              hideCaption
              rows={grants}
              rowKey={(grant) => grant.id}
              empty={
                <EmptyState title={say('stations.no_staff')}>
                  {may.staff(actor, station) ? say('stations.no_staff_text') : undefined}
                </EmptyState>
              }
              columns={[
                {
                  key: 'name',
                  label: say('stations.person'),
                  main: true,
                  cell: ({ personId }) => {
                    const person = people.get(personId)
                    return person ? displayName(person.name, locale, { both: true }) : ''
                  },
                },
                {
                  key: 'email',
                  label: say('stations.email'),
                  cell: ({ personId }) => people.get(personId)?.email ?? '',
                },
                {
                  key: 'role',
                  label: say('stations.role'),
                  cell: ({ role }) => say(`stations.role_${role}`),
                },
              ]}
            />
          </Section>
          {may.edit(actor, station) && (
            <Section title={say('stations.facts')}>
              <Form action={href(base)} of={state} send={say('stations.save')}>
                <StationFields visit={visit} state={state} station={station} />
              </Form>
            </Section>
          )}
        </>
      ),
    }
  },
  submit: async (visit, values, { station }) => {
    await visit.use.run(changeStation, { stationId: station.id, ...factsIn(values) })
    return { to: `/console/stations/${station.slug}`, told: 'stations.told_saved' }
  },
})

export const consoleRoutes: Route[] = [listPage, newPage, onePage, staffPage]
