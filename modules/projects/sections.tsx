import type { VNode } from 'preact'
import type { Edition } from '#modules/programme'
import type { Visit } from '#platform/http'
import { LinkButton, Section } from '#ui'
import { listPublicCalls } from './calls/queries.ts'
import { callStateOf } from './parts.tsx'
import { readShow } from './show/queries.ts'
import { ProjectTiles } from './show/tiles.tsx'

const most = 3

/** The newest projects on show and the way to open calls, for the programme's public pages. */
export async function editionProjects(visit: Visit, edition: Edition): Promise<VNode | null> {
  const { say, href, use } = visit
  const { calls } = await use.ask(listPublicCalls, { edition: edition.slug })
  const { views, total } = await use.ask(readShow, { edition: edition.slug })
  if (calls.length === 0 && total === 0) return null
  const open = calls.some((call) => callStateOf(call, use.now()) === 'open')
  return (
    <Section
      title={say('projects.section_title')}
      lead={say('projects.section_lead')}
      actions={
        <>
          {calls.length > 0 && (
            <LinkButton tone={open ? 'primary' : 'secondary'} href={href(`/editions/${edition.slug}/calls`)}>
              {say('projects.calls')}
            </LinkButton>
          )}
          {total > 0 && (
            <LinkButton href={href(`/editions/${edition.slug}/projects`)}>{say('projects.show')}</LinkButton>
          )}
        </>
      }
    >
      <ProjectTiles visit={visit} edition={edition} views={views.slice(0, most)} />
    </Section>
  )
}
