import type { VNode } from 'preact'
import { signedIn } from '#kernel/access'
import { page, type Route, type Visit } from '#platform/http'
import { EmptyState, LinkButton, PageHead, Said, Section, Table } from '#ui'
import { StateBadge, titleOf } from '../../parts.tsx'
import { readSaved } from '../../shelf/queries.ts'
import { readShownToUs } from '../../show/named.ts'
import { listOwnProjects } from '../queries.ts'

type Own = Awaited<ReturnType<typeof load>>
const load = (visit: Visit) => visit.use.ask(listOwnProjects, {})

function OwnTable({ visit, own }: { visit: Visit; own: Own }) {
  const { say, href, locale } = visit
  return (
    <Table
      caption={say('projects.own')}
      hideCaption
      rows={own}
      rowKey={({ project }) => project.id}
      href={({ project }) => href(`/projects/${project.id}`)}
      empty={
        <EmptyState
          title={say('projects.none_own')}
          action={
            <LinkButton tone="primary" href={href('/calls')}>
              {say('projects.look_for_calls')}
            </LinkButton>
          }
        >
          {say('projects.none_own_text')}
        </EmptyState>
      }
      columns={[
        {
          key: 'title',
          label: say('projects.project'),
          main: true,
          cell: ({ project }) => titleOf(project, visit),
        },
        {
          key: 'call',
          label: say('projects.call'),
          cell: ({ call }) => call && <Said text={call.title} locale={locale} />,
        },
        {
          key: 'state',
          label: say('kernel.status'),
          cell: ({ project }) => <StateBadge visit={visit} state={project.state} />,
        },
      ]}
    />
  )
}

export const ownList: Route = page({
  path: '/projects',
  who: signedIn,
  show: async (visit) => {
    const { say } = visit
    const own = await load(visit)
    return {
      title: say('projects.own'),
      shell: 'public',
      noIndex: true,
      body: (
        <>
          <PageHead
            title={say('projects.own')}
            lead={own.length > 0 ? say('projects.own_lead') : undefined}
          />
          <OwnTable visit={visit} own={own} />
        </>
      ),
    }
  },
})

/** On a person’s own page: the projects of their team, and the way to those they saved or are shown. */
export async function myProjects(visit: Visit): Promise<VNode | null> {
  const { say, href, use } = visit
  const own = await load(visit)
  const { groups, asked } = await use.ask(readSaved, {})
  const ours = await use.ask(readShownToUs, {})
  const saved = groups.some(({ views }) => views.length > 0) || asked.length > 0
  const shown = ours.some(({ views }) => views.length > 0)
  if (own.length === 0 && !saved && !shown) return null
  return (
    <Section
      title={say(own.length > 0 ? 'projects.own' : 'projects.section_title')}
      actions={
        <>
          {saved && <LinkButton href={href('/saved-projects')}>{say('projects.saved')}</LinkButton>}
          {shown && <LinkButton href={href('/shown-to-us')}>{say('projects.shown_to_us')}</LinkButton>}
        </>
      }
    >
      {own.length > 0 ? <OwnTable visit={visit} own={own} /> : <p>{say('projects.others_mine')}</p>}
    </Section>
  )
}
