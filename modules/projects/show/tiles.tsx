import type { Edition } from '#modules/programme'
import type { Visit } from '#platform/http'
import { Badge, Card, Said, Tiles } from '#ui'
import type { View } from '../model.ts'
import { pictureOf } from './picture.ts'

type Shown = {
  visit: Visit
  edition: Pick<Edition, 'slug'>
  /** Under which heading they stand: 2 by default. */
  level?: 2 | 3
  /** A box on each to tick, for a CompareForm around them. */
  picks?: boolean
}

function ProjectCard({ visit, edition, view, level = 2, picks }: Shown & { view: View }) {
  const { say, href, locale } = visit
  const path = `/editions/${edition.slug}/projects/${view.slug}`
  const picture = pictureOf(view)
  return (
    <Card
      level={level}
      title={<Said text={view.content.title} locale={locale} />}
      href={href(path)}
      kicker={view.field ? say(`projects.field_${view.field}`) : undefined}
      meta={
        <>
          {view.maturity && <Badge tone="info">{say(`projects.maturity_${view.maturity}`)}</Badge>}
          {view.content.madeUp && <Badge tone="faint">{say('projects.made_up_short')}</Badge>}
        </>
      }
      actions={
        picks && (
          <label class="pick">
            <input type="checkbox" name="p" value={view.slug} />
            {say('projects.compare_this')}
          </label>
        )
      }
    >
      {picture && (
        <img
          class="thumb"
          src={href(`${path}/files/${picture.id}`)}
          alt=""
          width={picture.width ?? undefined}
          height={picture.height ?? undefined}
          loading="lazy"
        />
      )}
      <p>
        <Said text={view.content.summary} locale={locale} />
      </p>
    </Card>
  )
}

export const ProjectTiles = ({ views, ...shown }: Shown & { views: readonly View[] }) => (
  <Tiles wide>
    {views.map((view) => (
      <ProjectCard key={view.projectId} view={view} {...shown} />
    ))}
  </Tiles>
)
