import { pick } from '#kernel/text'
import { type Files, sendFile } from '#platform/files'
import { file, page, type Route, type Visit } from '#platform/http'
import { Badge, Button, Form, LinkButton, PageHead, Said } from '#ui'
import { publicShow } from '../access.ts'
import { shownIn } from '../parts.tsx'
import { ViewBody } from './body.tsx'
import { showPage } from './list.tsx'
import { readShown, readShownFile } from './queries.ts'

/** What a reader may do with a project: keep it for later, ask its people to get in touch. */
function Doings({
  visit,
  path,
  saved,
  asked,
}: {
  visit: Visit
  path: string
  saved: boolean
  asked: boolean
}) {
  const { say, href, actor } = visit
  if (actor.kind === 'visitor')
    return (
      <LinkButton tone="primary" href={href(`/sign-in?next=${encodeURIComponent(path)}`)}>
        {say('projects.sign_in_for_more')}
      </LinkButton>
    )
  return (
    <>
      <LinkButton tone="primary" href={href(`${path}/contact`)}>
        {say(asked ? 'projects.contact_see' : 'projects.contact')}
      </LinkButton>
      <Form inline action={href(`${path}/keep`)} hidden={{ keep: saved ? 'no' : 'yes' }}>
        <Button icon={saved ? 'check' : 'plus'}>{say(saved ? 'projects.kept' : 'projects.keep')}</Button>
      </Form>
    </>
  )
}

const projectPage: Route = page({
  path: '/editions/:edition/projects/:slug',
  who: publicShow,
  fresh: 2,
  show: async (visit) => {
    const { say, href, locale } = visit
    const { edition, view, saved, asked } = await visit.use.ask(readShown, shownIn(visit))
    const title = pick(view.content.title, locale).value
    const summary = pick(view.content.summary, locale).value
    const path = `/editions/${edition.slug}/projects/${view.slug}`
    return {
      title,
      description: summary.slice(0, 200),
      shell: 'public',
      head: (
        <>
          <meta property="og:type" content="article" />
          <meta property="og:title" content={title} />
          <meta property="og:description" content={summary.slice(0, 200)} />
          <meta property="og:url" content={`${visit.origin}${href(path)}`} />
          <meta property="og:locale" content={locale === 'zh' ? 'zh_CN' : 'en_GB'} />
          <meta property="og:site_name" content={pick(edition.name, locale).value} />
          <meta property="og:image" content={`${visit.origin}${href(`${path}/card.png`)}`} />
          <meta property="og:image:type" content="image/png" />
          <meta property="og:image:width" content="1200" />
          <meta property="og:image:height" content="630" />
          <meta property="og:image:alt" content={title} />
          <meta name="twitter:card" content="summary_large_image" />
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
              label: say('kernel.you_are_here'),
              trail: [
                { label: pick(edition.name, locale).value, href: href(`/editions/${edition.slug}`) },
                { label: say('projects.show'), href: href(`/editions/${edition.slug}/projects`) },
                { label: title },
              ],
            }}
            actions={<Doings visit={visit} path={path} saved={saved} asked={asked.length > 0} />}
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
      return sendFile(
        files,
        await visit.use.ask(readShownFile, { ...shownIn(visit), file: visit.params.file ?? '' }),
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
