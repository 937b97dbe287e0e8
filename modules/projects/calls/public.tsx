import { personIdOf } from '#kernel/access'
import { pick } from '#kernel/text'
import type { Edition } from '#modules/programme'
import type { Station } from '#modules/stations'
import { bothIn, form, page, type Route, type Visit } from '#platform/http'
import {
  At,
  BilingualField,
  Card,
  DefinitionList,
  EmptyState,
  Form,
  Lasting,
  LinkButton,
  Notice,
  PageHead,
  Prose,
  paragraphs,
  Said,
  Section,
  Split,
  Tiles,
} from '#ui'
import { publicCalls } from '../access.ts'
import { startProject } from '../intake/commands.ts'
import { listOwnProjects } from '../intake/queries.ts'
import type { Call, Project } from '../model.ts'
import { CallBadge, callStateOf, titleOf } from '../parts.tsx'
import { listOpenCalls, listPublicCalls, readPublicCall } from './queries.ts'

function CallTiles({
  visit,
  calls,
  stations,
  told,
}: {
  visit: Visit
  calls: readonly { call: Call; edition: Edition }[]
  stations: readonly Station[]
  /** Where calls of several editions stand together. */
  told?: 'edition'
}) {
  const { say, href, locale } = visit
  return (
    <Tiles wide>
      {calls.map(({ call, edition }) => {
        const station = stations.find(({ id }) => id === call.stationId)
        const isComing = callStateOf(call, visit.use.now()) === 'coming'
        return (
          <Card
            key={call.id}
            level={2}
            title={<Said text={call.title} locale={locale} />}
            href={href(`/editions/${edition.slug}/calls/${call.slug}`)}
            kicker={station ? <Said text={station.name} locale={locale} /> : say('projects.host')}
            meta={<CallBadge visit={visit} call={call} />}
          >
            {told && (
              <p>
                <Said text={edition.name} locale={locale} />
              </p>
            )}
            {isComing && (
              <p>
                {say('projects.opens_at')} <At visit={visit} at={call.opensAt} zone={call.zone} />
              </p>
            )}
            <p>
              {say('projects.closes_at')} <At visit={visit} at={call.closesAt} zone={call.zone} />
            </p>
          </Card>
        )
      })}
    </Tiles>
  )
}

/** Where a founder begins who does not know yet whose call it will be: what is open in any edition, at any station. */
const openPage: Route = page({
  path: '/calls',
  who: publicCalls,
  fresh: 2,
  show: async (visit) => {
    const { say, href } = visit
    const { calls, stations } = await visit.use.ask(listOpenCalls, {})
    return {
      title: say('projects.open_calls'),
      shell: 'public',
      description: say('projects.calls_lead'),
      body: (
        <>
          <PageHead title={say('projects.open_calls')} lead={say('projects.calls_lead')} />
          {calls.length === 0 && (
            <EmptyState
              title={say('projects.no_open_calls')}
              icon="info"
              action={
                <LinkButton tone="primary" href={href('/stations')}>
                  {say('projects.to_stations')}
                </LinkButton>
              }
            >
              {say('projects.no_open_calls_text')}
            </EmptyState>
          )}
          <CallTiles visit={visit} calls={calls} stations={stations} told="edition" />
        </>
      ),
    }
  },
})

const listPage: Route = page({
  path: '/editions/:edition/calls',
  who: publicCalls,
  fresh: 2,
  show: async (visit) => {
    const { say, href, locale } = visit
    const { edition, calls, stations } = await visit.use.ask(listPublicCalls, {
      edition: visit.params.edition ?? '',
    })
    const name = pick(edition.name, locale).value
    return {
      title: `${say('projects.calls')} · ${name}`,
      shell: 'public',
      body: (
        <>
          <PageHead
            title={say('projects.calls')}
            lead={say('projects.calls_lead')}
            crumbs={{
              label: say('kernel.you_are_here'),
              trail: [
                { label: name, href: href(`/editions/${edition.slug}`) },
                { label: say('projects.calls') },
              ],
            }}
          />
          {calls.length === 0 && (
            <EmptyState
              title={say('projects.no_calls')}
              icon="info"
              action={<LinkButton href={href('/calls')}>{say('projects.all_open_calls')}</LinkButton>}
            >
              {say('projects.no_calls_text')}
            </EmptyState>
          )}
          <CallTiles visit={visit} calls={calls.map((call) => ({ call, edition }))} stations={stations} />
        </>
      ),
    }
  },
})

/** Whether it is the reader's one project of a call that takes no more of them. */
const takesTheOnlyPlace = (project: Project, call: Call, { actor }: Visit) =>
  project.callId === call.id &&
  project.entrantId === personIdOf(actor) &&
  project.state !== 'withdrawn' &&
  project.state !== 'declined'

/** The call, and the first field of a project: whoever has a name for it begins here. */
const callPage: Route = form({
  path: '/editions/:edition/calls/:call',
  who: publicCalls,
  load: async (visit) => {
    const found = await visit.use.ask(readPublicCall, {
      edition: visit.params.edition ?? '',
      call: visit.params.call ?? '',
    })
    const own = visit.me && found.call.onePerEntrant ? await visit.use.ask(listOwnProjects, {}) : []
    return { ...found, entered: own.find(({ project }) => takesTheOnlyPlace(project, found.call, visit)) }
  },
  view: (visit, { edition, call, stations, entered }, state) => {
    const { say, href, locale } = visit
    const title = pick(call.title, locale).value
    const base = `/editions/${edition.slug}/calls`
    const station = stations.find(({ id }) => id === call.stationId)
    const about = pick(call.about, locale)
    const open = callStateOf(call, visit.use.now()) === 'open'
    return {
      title,
      shell: 'public',
      description: about.value.slice(0, 200),
      body: (
        <>
          <PageHead
            title={<Said text={call.title} locale={locale} />}
            kicker={say('projects.call')}
            badge={<CallBadge visit={visit} call={call} />}
            meta={<Lasting visit={visit} start={call.opensAt} end={call.closesAt} zone={call.zone} />}
            crumbs={{
              label: say('kernel.you_are_here'),
              trail: [
                { label: pick(edition.name, locale).value, href: href(`/editions/${edition.slug}`) },
                { label: say('projects.calls'), href: href(base) },
                { label: title },
              ],
            }}
          />
          <Split
            aside={
              <Section title={say('projects.call_facts')}>
                <DefinitionList
                  items={[
                    {
                      term: say('projects.station'),
                      value: station && (
                        <a href={href(`/stations/${station.slug}`)}>{pick(station.name, locale).value}</a>
                      ),
                    },
                    {
                      term: say('projects.opens_at'),
                      value: <At visit={visit} at={call.opensAt} zone={call.zone} />,
                    },
                    {
                      term: say('projects.closes_at'),
                      value: <At visit={visit} at={call.closesAt} zone={call.zone} />,
                    },
                    {
                      term: say('projects.how_many'),
                      value: say(call.onePerEntrant ? 'projects.one_each' : 'projects.many_each'),
                    },
                  ]}
                />
              </Section>
            }
          >
            {about.value !== '' && (
              <Prose lang={about.lang === 'zh' ? 'zh-Hans' : 'en'}>{paragraphs(about.value)}</Prose>
            )}
            <Section title={say('projects.what_you_need')}>
              <Prose>
                <ul>
                  {['deck', 'ip', 'field', 'consent'].map((each) => (
                    <li key={each}>{say(`projects.need_${each}`)}</li>
                  ))}
                </ul>
              </Prose>
            </Section>
            {entered && (
              <Notice
                title={say('projects.entered')}
                actions={
                  <LinkButton href={href(`/projects/${entered.project.id}`)}>
                    {titleOf(entered.project, visit)}
                  </LinkButton>
                }
              >
                {say('projects.entered_text')}
              </Notice>
            )}
            {open && visit.me && !entered && (
              <Section title={say('projects.start')} lead={say('projects.start_lead')}>
                <Form action={href(`${base}/${call.slug}`)} of={state} send={say('projects.start')}>
                  <BilingualField
                    of={state}
                    name="title"
                    label={say('projects.title')}
                    hint={say('projects.title_hint')}
                    required
                    maxlength={160}
                  />
                </Form>
              </Section>
            )}
            {open && !visit.me && (
              <Section title={say('projects.start')} lead={say('projects.sign_in_lead')}>
                <LinkButton
                  tone="primary"
                  href={href(`/sign-in?next=${encodeURIComponent(`${base}/${call.slug}`)}`)}
                >
                  {say('projects.sign_in_to_start')}
                </LinkButton>
              </Section>
            )}
          </Split>
        </>
      ),
    }
  },
  submit: async (visit, values, { call }) => {
    const { project } = await visit.use.run(startProject, {
      callId: call.id,
      title: bothIn(values, 'title'),
      locale: visit.locale,
    })
    return { to: `/projects/${project.id}`, told: 'projects.told_started' }
  },
})

export const publicCallRoutes: readonly Route[] = [openPage, listPage, callPage]
