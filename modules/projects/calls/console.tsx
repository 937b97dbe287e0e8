import { isStaff } from '#kernel/access'
import { invalidField } from '#kernel/errors'
import { pick } from '#kernel/text'
import { zone } from '#kernel/time'
import { EditionTabs } from '#modules/programme'
import { FormSection, questionRoutes } from '#modules/registration'
import type { Station } from '#modules/stations'
import { form, page, type Route, type Visit } from '#platform/http'
import { At, EmptyState, Form, LinkButton, PageHead, Said, Section, Table } from '#ui'
import { mayCall, maySetUpSome } from '../access.ts'
import type { Call } from '../model.ts'
import { CallBadge, callIn } from '../parts.tsx'
import { changeCall, changeCallForm, makeCall } from './commands.ts'
import { CallFields, factsIn } from './fields.tsx'
import { listCalls, readCall } from './queries.ts'

const desk = '/console/calls'

/** The edition that is asked for; none: the current one. */
const editionIn = ({ search }: Visit) => ({ edition: search.get('edition') })
const withinOf = ({ search }: Visit) => {
  const slug = search.get('edition')
  return slug === null ? '' : `?edition=${encodeURIComponent(slug)}`
}

const trailOf = ({ say, href }: Visit, title?: string) => ({
  label: say('kernel.you_are_here'),
  trail:
    title === undefined
      ? [{ label: say('projects.calls') }]
      : [{ label: say('projects.calls'), href: href(desk) }, { label: title }],
})

const listPage: Route = page({
  path: desk,
  who: isStaff,
  show: async (visit) => {
    const { say, href, locale } = visit
    const { edition, editions, calls, stations } = await visit.use.ask(listCalls, editionIn(visit))
    const add = maySetUpSome(visit.actor) && (
      <LinkButton tone="primary" icon="plus" href={href(`${desk}/new${withinOf(visit)}`)}>
        {say('projects.new_call')}
      </LinkButton>
    )
    return {
      title: say('projects.calls'),
      shell: 'console',
      body: (
        <>
          <PageHead
            title={say('projects.calls')}
            lead={edition ? pick(edition.name, locale).value : undefined}
            actions={edition && calls.length > 0 && add}
          />
          <EditionTabs visit={visit} editions={editions} current={edition} base={desk} />
          <Table
            caption={say('projects.calls')}
            hideCaption
            rows={calls}
            rowKey={({ call }) => call.id}
            href={({ call }) => href(`${desk}/${call.id}`)}
            empty={
              <EmptyState title={say('projects.no_calls')} action={edition && add}>
                {add ? say('projects.no_calls_desk') : undefined}
              </EmptyState>
            }
            columns={[
              {
                key: 'title',
                label: say('projects.call'),
                main: true,
                cell: ({ call }) => <Said text={call.title} locale={locale} />,
              },
              {
                key: 'station',
                label: say('projects.station'),
                cell: ({ call }) => {
                  const station = stations.find(({ id }) => id === call.stationId)
                  return station ? pick(station.name, locale).value : say('projects.host')
                },
              },
              {
                key: 'state',
                label: say('kernel.status'),
                cell: ({ call }) => <CallBadge visit={visit} call={call} />,
              },
              {
                key: 'closes',
                label: say('projects.closes_at'),
                cell: ({ call }) => <At visit={visit} at={call.closesAt} zone={call.zone} />,
              },
              {
                key: 'count',
                label: say('projects.came_in'),
                number: true,
                cell: ({ counts }) =>
                  Object.entries(counts).reduce(
                    (sum, [state, count]) => (state === 'draft' ? sum : sum + count),
                    0,
                  ),
              },
            ]}
          />
        </>
      ),
    }
  },
})

const newPage: Route = form({
  path: `${desk}/new`,
  who: isStaff,
  load: (visit) => visit.use.ask(listCalls, editionIn(visit)),
  view: (visit, { edition, stations }, state) => {
    const { say, href } = visit
    return {
      title: say('projects.new_call'),
      shell: 'console',
      current: desk,
      body: (
        <>
          <PageHead
            title={say('projects.new_call')}
            lead={say('projects.new_call_lead')}
            crumbs={trailOf(visit, say('projects.new_call'))}
          />
          <Form action={href(`${desk}/new${withinOf(visit)}`)} of={state} send={say('kernel.save')}>
            <CallFields visit={visit} of={state} home={edition?.zone ?? zone('UTC')} stations={stations} />
          </Form>
        </>
      ),
    }
  },
  submit: async (visit, values, { edition }) => {
    if (!edition) throw invalidField('slug', 'projects.no_edition')
    const call = await visit.use.run(makeCall, { editionId: edition.id, facts: factsIn(values) })
    const told = call.state === 'draft' ? 'projects.told_call_made' : 'projects.told_call_saved'
    return { to: `${desk}/${call.id}`, told }
  },
})

type One = { call: Call; stations: readonly Station[] }
const load = (visit: Visit) => visit.use.ask(readCall, { callId: callIn(visit) })

const onePage: Route = form({
  path: `${desk}/:call`,
  who: isStaff,
  load,
  view: (visit, { call, stations, edition }, state) => {
    const { say, href, locale } = visit
    const title = pick(call.title, locale).value
    const open = mayCall.setUp(visit.actor, call)
    const base = `${desk}/${call.id}`
    return {
      title,
      shell: 'console',
      current: desk,
      body: (
        <>
          <PageHead
            title={<Said text={call.title} locale={locale} />}
            badge={<CallBadge visit={visit} call={call} />}
            crumbs={trailOf(visit, title)}
            actions={
              <>
                <LinkButton tone="primary" href={href(`/console/projects?call=${call.id}`)}>
                  {say('projects.to_queue')}
                </LinkButton>
                {call.state !== 'draft' && (
                  <LinkButton href={href(`/editions/${edition.slug}/calls/${call.slug}`)}>
                    {say('projects.see_public')}
                  </LinkButton>
                )}
              </>
            }
          />
          <FormSection
            visit={visit}
            form={call.form}
            base={`${base}/form`}
            open={open}
            title={say('projects.form')}
            lead={say('projects.form_lead')}
            none={say('projects.no_question_text')}
          />
          <FormSection
            visit={visit}
            form={call.followUp}
            base={`${base}/followUp`}
            open={open}
            title={say('projects.follow_up')}
            lead={say('projects.follow_up_lead')}
            none={say('projects.no_follow_up_text')}
          />
          {open && (
            <Section title={say('projects.call_settings')}>
              <Form action={href(base)} of={state} send={say('kernel.save')}>
                <CallFields visit={visit} of={state} home={edition.zone} stations={stations} call={call} />
              </Form>
            </Section>
          )}
        </>
      ),
    }
  },
  submit: async (visit, values, { call }) => {
    await visit.use.run(changeCall, {
      callId: call.id,
      facts: { ...factsIn(values), stationId: call.stationId },
    })
    return { to: `${desk}/${call.id}`, told: 'projects.told_call_saved' }
  },
})

/** The two forms of a call are written on pages of their own; the page that shows them is the call's. */
const formRoutes = (['form', 'followUp'] as const).flatMap((which) =>
  questionRoutes<One>({
    path: `${desk}/:call/${which}/questions`,
    who: isStaff,
    current: desk,
    load,
    form: ({ call }) => call[which],
    base: ({ call }) => `${desk}/${call.id}/${which}`,
    home: ({ call }) => `${desk}/${call.id}`,
    head: (visit, { call }, title) => (
      <PageHead
        title={title}
        crumbs={{
          label: visit.say('kernel.you_are_here'),
          trail: [
            { label: visit.say('projects.calls'), href: visit.href(desk) },
            { label: pick(call.title, visit.locale).value, href: visit.href(`${desk}/${call.id}`) },
            { label: title },
          ],
        }}
      />
    ),
    change: (visit, { call }, change) => visit.use.run(changeCallForm, { callId: call.id, which, change }),
  }),
)

export const callRoutes: readonly Route[] = [listPage, newPage, ...formRoutes, onePage]
