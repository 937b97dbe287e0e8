import { everyone, signedIn } from '#kernel/access'
import { notFound } from '#kernel/errors'
import { pick } from '#kernel/text'
import { OrganisationId } from '#modules/programme'
import { type Files, sendFile } from '#platform/files'
import { file, page, type Route, type Sheet, type Visit } from '#platform/http'
import type { Keys } from '#platform/keys'
import { Card, EmptyState, Notice, PageHead, Said, Section, Tiles } from '#ui'
import { linkBroken } from '../errors.ts'
import { ProjectId } from '../model.ts'
import { ViewBody } from './body.tsx'
import { type Named, readNamed, readNamedToken, readShownToUs } from './named.ts'

type Ports = { files: Files; keys: Keys }

const byLink = everyone('a signed link names the organisation; whoever holds it may read')

function namedBy(keys: Keys, visit: Visit): Named {
  const named = readNamedToken(keys, visit.params.token ?? '', visit.use.now())
  if (!named) throw linkBroken()
  return named
}

/** Somebody of the organisation, by their own address: only what is shown to it is asked for. */
async function namedByUs(visit: Visit): Promise<Named> {
  const [organisationId, projectId] = [
    OrganisationId.safeParse(visit.params.organisation),
    ProjectId.safeParse(visit.params.project),
  ]
  const ours = await visit.use.ask(readShownToUs, {})
  if (!organisationId.success || !projectId.success) throw notFound()
  if (!ours.some(({ organisation }) => organisation.id === organisationId.data)) throw notFound()
  return { organisationId: organisationId.data, projectId: projectId.data }
}

async function sheetOf(visit: Visit, named: Named, here: string): Promise<Sheet> {
  const { say, href, locale, use } = visit
  const { view, organisation } = await use.ask(readNamed, named)
  return {
    title: pick(view.content.title, locale).value,
    shell: 'public',
    noIndex: true,
    body: (
      <>
        <PageHead
          title={<Said text={view.content.title} locale={locale} />}
          kicker={view.field ? say(`projects.field_${view.field}`) : undefined}
        />
        <Notice title={say('projects.shown_to', { organisation: pick(organisation.name, locale).value })}>
          {say('projects.shown_to_text')}
        </Notice>
        <ViewBody visit={visit} view={view} fileHref={(id) => href(`${here}/files/${id}`)} />
      </>
    ),
  }
}

async function fileFor(files: Files, visit: Visit, named: Named): Promise<Response> {
  const { file: kept } = await visit.use.ask(readNamed, { ...named, file: visit.params.file ?? '' })
  if (!kept) throw notFound()
  return sendFile(files, kept, visit.request, 'private, no-store')
}

const usPage: Route = page({
  path: '/shown-to-us',
  who: signedIn,
  show: async (visit) => {
    const { say, href, locale } = visit
    const ours = await visit.use.ask(readShownToUs, {})
    const shown = ours.filter(({ views }) => views.length > 0)
    return {
      title: say('projects.shown_to_us'),
      shell: 'public',
      noIndex: true,
      body: (
        <>
          <PageHead title={say('projects.shown_to_us')} lead={say('projects.shown_to_us_lead')} />
          {shown.length === 0 && (
            <EmptyState title={say('projects.nothing_to_us')}>
              {say('projects.nothing_to_us_text')}
            </EmptyState>
          )}
          {shown.map(({ organisation, views }) => (
            <Section key={organisation.id} title={<Said text={organisation.name} locale={locale} />}>
              <Tiles wide>
                {views.map((view) => (
                  <Card
                    key={view.projectId}
                    title={<Said text={view.content.title} locale={locale} />}
                    href={href(`/shown-to-us/${organisation.id}/${view.projectId}`)}
                    kicker={view.field ? say(`projects.field_${view.field}`) : undefined}
                  >
                    <p>
                      <Said text={view.content.summary} locale={locale} />
                    </p>
                  </Card>
                ))}
              </Tiles>
            </Section>
          ))}
        </>
      ),
    }
  },
})

export const namedRoutes = ({ files, keys }: Ports): readonly Route[] => [
  page({
    path: '/project-view/:token',
    who: byLink,
    show: (visit) => sheetOf(visit, namedBy(keys, visit), `/project-view/${visit.params.token}`),
  }),
  file({
    path: '/project-view/:token/files/:file',
    who: byLink,
    send: (visit) => fileFor(files, visit, namedBy(keys, visit)),
  }),
  usPage,
  page({
    path: '/shown-to-us/:organisation/:project',
    who: signedIn,
    show: async (visit) => {
      const named = await namedByUs(visit)
      return sheetOf(visit, named, `/shown-to-us/${named.organisationId}/${named.projectId}`)
    },
  }),
  file({
    path: '/shown-to-us/:organisation/:project/files/:file',
    who: signedIn,
    send: async (visit) => fileFor(files, visit, await namedByUs(visit)),
  }),
]
