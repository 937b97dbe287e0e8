import { signedIn } from '#kernel/access'
import { pick } from '#kernel/text'
import { formatDateRange } from '#kernel/time'
import { bothIn, form, page, type Route, requiredMomentIn } from '#platform/http'
import { BilingualField, DateTimeInput, EmptyState, Form, PageHead, RadioGroup, Table, TextInput } from '#ui'
import { proposeEvent } from '../../commands.ts'
import { listProposals, readFestival } from '../../queries.ts'
import { eventColumns } from '../parts.tsx'

export const hostPage: Route = form({
  path: '/editions/:edition/festivals/:festival/host',
  who: signedIn,
  load: (visit) =>
    visit.use.ask(readFestival, { edition: visit.params.edition ?? '', slug: visit.params.festival ?? '' }),
  view: (visit, { edition, festival }, state) => {
    const { say, href, locale } = visit
    const name = pick(festival.name, locale).value
    return {
      title: say('events.host_one'),
      shell: 'public',
      body: (
        <>
          <PageHead
            title={say('events.host_one')}
            lead={say('events.host_lead', {
              festival: name,
              dates: formatDateRange(festival.startsOn, festival.endsOn, locale),
            })}
            crumbs={{
              label: say('kernel.you_are_here'),
              trail: [
                { label: name, href: href(`/editions/${edition.slug}/festivals/${festival.slug}`) },
                { label: say('events.host_one') },
              ],
            }}
          />
          <Form
            action={href(`/editions/${edition.slug}/festivals/${festival.slug}/host`)}
            of={state}
            send={say('events.propose')}
          >
            <TextInput
              of={state}
              name="hostName"
              label={say('events.host')}
              hint={say('events.host_hint')}
              required
            />
            <BilingualField of={state} name="title" label={say('events.field_title')} />
            <BilingualField of={state} name="summary" label={say('events.field_summary')} rows={3} />
            <RadioGroup
              of={state}
              name="stream"
              label={say('events.field_stream_label')}
              required
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
              value={`${festival.startsOn}T18:00`}
            />
            <DateTimeInput
              of={state}
              name="endsAt"
              label={say('events.field_ends_at')}
              zone={festival.zone}
              required
              value={`${festival.startsOn}T20:00`}
            />
            <TextInput of={state} name="place" label={say('events.where')} hint={say('events.place_hint')} />
            <TextInput of={state} name="onlineUrl" type="url" label={say('events.field_online_url')} />
            <TextInput
              of={state}
              name="slug"
              size="medium"
              label={say('events.field_slug_label')}
              hint={say('events.field_slug_hint')}
              required
            />
          </Form>
        </>
      ),
    }
  },
  submit: async (visit, values, { festival }) => {
    await visit.use.run(proposeEvent, {
      festivalId: festival.id,
      hostName: values.text('hostName'),
      slug: values.text('slug'),
      title: bothIn(values, 'title'),
      summary: bothIn(values, 'summary'),
      stream: values.text('stream'),
      startsAt: requiredMomentIn(values, 'startsAt', festival.zone),
      endsAt: requiredMomentIn(values, 'endsAt', festival.zone),
      onlineUrl: values.text('onlineUrl') || null,
      place: values.text('place'),
    })
    return { to: '/account/hosting', told: 'events.told_proposed' }
  },
})

export const hostingPage: Route = page({
  path: '/account/hosting',
  who: signedIn,
  show: async (visit) => {
    const { say } = visit
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
