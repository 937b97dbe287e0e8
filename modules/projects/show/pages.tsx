import { pick } from '#kernel/text'
import { type Files, sendFile } from '#platform/files'
import { file, page, type Route } from '#platform/http'
import { Badge, PageHead, Said } from '#ui'
import { publicShow } from '../access.ts'
import { pictureOf, ViewBody } from './body.tsx'
import { showPage } from './list.tsx'
import { readShown, readShownFile } from './queries.ts'

const projectPage: Route = page({
  path: '/editions/:edition/projects/:slug',
  who: publicShow,
  fresh: 2,
  show: async (visit) => {
    const { say, href, locale } = visit
    const { edition, view } = await visit.use.ask(readShown, {
      edition: visit.params.edition ?? '',
      slug: visit.params.slug ?? '',
    })
    const title = pick(view.content.title, locale).value
    const summary = pick(view.content.summary, locale).value
    const path = `/editions/${edition.slug}/projects/${view.slug}`
    const picture = pictureOf(view)
    return {
      title,
      description: summary.slice(0, 200),
      shell: 'public',
      head: (
        <>
          <meta property="og:title" content={title} />
          <meta property="og:description" content={summary.slice(0, 200)} />
          {picture && (
            <meta property="og:image" content={`${visit.origin}${href(`${path}/files/${picture.id}`)}`} />
          )}
        </>
      ),
      body: (
        <>
          <PageHead
            title={<Said text={view.content.title} locale={locale} />}
            kicker={view.field ? say(`projects.field_${view.field}`) : undefined}
            badge={view.content.awards.map((award) => (
              <Badge key={award.en} tone="good">
                {pick(award, locale).value}
              </Badge>
            ))}
            crumbs={{
              label: say('projects.you_are_here'),
              trail: [
                { label: pick(edition.name, locale).value, href: href(`/editions/${edition.slug}`) },
                { label: say('projects.show'), href: href(`/editions/${edition.slug}/projects`) },
                { label: title },
              ],
            }}
          />
          <ViewBody visit={visit} view={view} fileHref={(id) => href(`${path}/files/${id}`)} />
        </>
      ),
    }
  },
})

const shownFile = (files: Files): Route =>
  file({
    path: '/editions/:edition/projects/:slug/files/:file',
    who: publicShow,
    send: async (visit) => {
      const { edition = '', slug = '', file: id = '' } = visit.params
      return sendFile(
        files,
        await visit.use.ask(readShownFile, { edition, slug, file: id }),
        visit.request,
        'private, max-age=300',
      )
    },
  })

export const showRoutes = ({ files }: { files: Files }): readonly Route[] => [
  showPage,
  projectPage,
  shownFile(files),
]
