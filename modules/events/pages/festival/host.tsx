import { signedIn } from '#kernel/access'
import { notFound } from '#kernel/errors'
import { pick } from '#kernel/text'
import { formatDateRange, type Instant, toLocal, type Zone } from '#kernel/time'
import {
  bothIn,
  type FormState,
  type FormValues,
  form,
  page,
  type Route,
  requiredMomentIn,
  type Visit,
} from '#platform/http'
import {
  BilingualField,
  DateTimeInput,
  EmptyState,
  Form,
  Notice,
  PageHead,
  RadioGroup,
  Table,
  TextInput,
} from '#ui'
import { proposeAgain, proposeEvent } from '../../commands/proposal.ts'
import type { Event, Festival, Venue } from '../../model.ts'
import { listProposals, readFestival, readProposal } from '../../queries.ts'
import { eventIn } from '../console.tsx'
import { eventColumns, StateBadge } from '../parts.tsx'

type Before = { event: Event; venue: Venue | null } | null

/** What a host tells of an event; `before` is what they told already. */
function HostFields({
  visit,
  state,
  festival,
  before,
}: {
  visit: Visit
  state: FormState
  festival: Festival
  before: Before
}) {
  const { say, locale } = visit
  const event = before?.event
  const local = (at: Instant | undefined, hour: string) =>
    at === undefined ? `${festival.startsOn}T${hour}` : toLocal(at, festival.zone)
  return (
    <>
      <TextInput
        of={state}
        name="hostName"
        label={say('events.host')}
        hint={say('events.host_hint')}
        required
        value={event?.hostName}
      />
      <BilingualField
        of={state}
        name="title"
        label={say('events.field_title')}
        required
        value={event?.title}
      />
      <BilingualField
        of={state}
        name="summary"
        label={say('events.field_summary')}
        rows={3}
        required
        value={event?.summary}
      />
      <RadioGroup
        of={state}
        name="stream"
        label={say('events.field_stream_label')}
        required
        value={event?.stream ?? undefined}
        options={festival.streams.map((stream) => ({
          value: stream.key,
          label: pick(stream.name, locale).value,
        }))}
      />
      <DateTimeInput
        of={state}
        name="startsAt"
        label={say('events.field_starts_at')}
        zone={festival.zone}
        required
        value={local(event?.startsAt, '18:00')}
      />
      <DateTimeInput
        of={state}
        name="endsAt"
        label={say('events.field_ends_at')}
        zone={festival.zone}
        required
        value={local(event?.endsAt, '20:00')}
      />
      <TextInput
        of={state}
        name="place"
        label={say('events.where')}
        hint={say('events.place_hint')}
        value={before?.venue ? pick(before.venue.name, locale).value : undefined}
      />
      <TextInput
        of={state}
        name="onlineUrl"
        type="url"
        label={say('events.field_online_url')}
        value={event?.onlineUrl ?? undefined}
      />
      <TextInput
        of={state}
        name="slug"
        size="medium"
        label={say('events.field_slug_label')}
        hint={say('events.field_slug_hint')}
        required
        value={event?.slug}
      />
    </>
  )
}

const factsIn = (values: FormValues, place: Zone) => ({
  hostName: values.text('hostName'),
  slug: values.text('slug'),
  title: bothIn(values, 'title'),
  summary: bothIn(values, 'summary'),
  stream: values.text('stream'),
  startsAt: requiredMomentIn(values, 'startsAt', place),
  endsAt: requiredMomentIn(values, 'endsAt', place),
  onlineUrl: values.text('onlineUrl') || null,
  place: values.text('place'),
})

const leadOf = ({ say, locale }: Visit, festival: Festival) =>
  say('events.host_lead', {
    festival: pick(festival.name, locale).value,
    dates: formatDateRange(festival.startsOn, festival.endsOn, locale),
  })

export const hostPage: Route = form({
  path: '/editions/:edition/festivals/:festival/host',
  who: signedIn,
  load: (visit) =>
    visit.use.ask(readFestival, { edition: visit.params.edition ?? '', slug: visit.params.festival ?? '' }),
  view: (visit, { edition, festival }, state) => {
    const { say, href, locale } = visit
    const path = `/editions/${edition.slug}/festivals/${festival.slug}`
    return {
      title: say('events.host_one'),
      shell: 'public',
      body: (
        <>
          <PageHead
            title={say('events.host_one')}
            lead={leadOf(visit, festival)}
            crumbs={{
              label: say('kernel.you_are_here'),
              trail: [
                { label: pick(festival.name, locale).value, href: href(path) },
                { label: say('events.host_one') },
              ],
            }}
          />
          <Form action={href(`${path}/host`)} of={state} send={say('events.propose')}>
            <HostFields visit={visit} state={state} festival={festival} before={null} />
          </Form>
        </>
      ),
    }
  },
  submit: async (visit, values, { festival }) => {
    await visit.use.run(proposeEvent, { festivalId: festival.id, ...factsIn(values, festival.zone) })
    return { to: '/account/hosting', told: 'events.told_proposed' }
  },
})

/** Still the host's to mend: it waits, or was declined and can be sent again. */
const isMendable = ({ state }: Event) => state === 'proposed' || state === 'declined'

export const proposalPage: Route = form({
  path: '/account/hosting/:event',
  who: signedIn,
  load: async (visit) => {
    const proposal = await visit.use.ask(readProposal, { eventId: eventIn(visit) })
    if (!isMendable(proposal.event)) throw notFound()
    return proposal
  },
  view: (visit, { event, festival, venue }, state) => {
    const { say, href, locale } = visit
    const title = pick(event.title, locale).value
    return {
      title,
      shell: 'public',
      noIndex: true,
      body: (
        <>
          <PageHead
            title={title}
            badge={<StateBadge visit={visit} state={event.state} />}
            lead={leadOf(visit, festival)}
            crumbs={{
              label: say('kernel.you_are_here'),
              trail: [{ label: say('events.hosting'), href: href('/account/hosting') }, { label: title }],
            }}
          />
          {event.state === 'declined' && (
            <Notice tone="warn" title={say('events.declined_because')}>
              {event.reviewReason}
            </Notice>
          )}
          <Form
            action={href(`/account/hosting/${event.id}`)}
            of={state}
            send={say(event.state === 'declined' ? 'events.propose_again' : 'events.save')}
          >
            <HostFields visit={visit} state={state} festival={festival} before={{ event, venue }} />
          </Form>
        </>
      ),
    }
  },
  submit: async (visit, values, { event, festival }) => {
    await visit.use.run(proposeAgain, { eventId: event.id, ...factsIn(values, festival.zone) })
    return { to: '/account/hosting', told: 'events.told_proposed' }
  },
})

export const hostingPage: Route = page({
  path: '/account/hosting',
  who: signedIn,
  show: async (visit) => {
    const { say, href } = visit
    const events = await visit.use.ask(listProposals, { own: true })
    return {
      title: say('events.hosting'),
      shell: 'public',
      noIndex: true,
      body: (
        <>
          <PageHead title={say('events.hosting')} lead={say('events.hosting_lead')} />
          <Table
            caption={say('events.hosting')}
            hideCaption
            rows={events}
            rowKey={(event) => event.id}
            href={(event) => (isMendable(event) ? href(`/account/hosting/${event.id}`) : undefined)}
            empty={
              <EmptyState title={say('events.no_hosting')} icon="info">
                {say('events.no_hosting_text')}
              </EmptyState>
            }
            columns={[
              eventColumns(visit).title,
              eventColumns(visit).when,
              eventColumns(visit).state,
              { key: 'reason', label: say('events.reason'), cell: (event) => event.reviewReason ?? '' },
            ]}
          />
        </>
      ),
    }
  },
})
