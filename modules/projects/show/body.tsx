import { countryName } from '#kernel/countries'
import { pick } from '#kernel/text'
import type { Visit } from '#platform/http'
import { DefinitionList, Notice, Prose, paragraphs, Section, Split } from '#ui'
import { Film, Pictures } from '../film.tsx'
import type { View } from '../model.ts'
import { amountText, listText, Website } from '../parts.tsx'

/** What a project's page shows of a view: the same for the public page and for its team's preview. */
export function ViewBody({
  visit,
  view,
  fileHref,
}: {
  visit: Visit
  view: View
  fileHref(id: string): string
}) {
  const { say, locale } = visit
  const { content } = view
  const body = pick(content.body, locale)
  const summary = pick(content.summary, locale)
  const papers = content.files.filter(({ kind }) => kind === 'deck' || kind === 'document')
  return (
    <Split
      aside={
        <Section title={say('projects.facts')}>
          <DefinitionList
            items={[
              { term: say('projects.field'), value: view.field && say(`projects.field_${view.field}`) },
              {
                term: say('projects.maturity'),
                value: view.maturity && say(`projects.maturity_${view.maturity}`),
              },
              {
                term: say('projects.seeking'),
                value:
                  view.seeking.length > 0 &&
                  listText(
                    view.seeking.map((kind) => say(`projects.seeking_${kind}`)),
                    locale,
                  ),
              },
              { term: say('projects.financing'), value: amountText(content.financing, visit) },
              { term: say('kernel.country'), value: view.country && countryName(view.country, locale) },
              { term: say('projects.institution'), value: content.institution },
              {
                term: say('projects.website'),
                value: content.website && <Website address={content.website} />,
              },
              {
                term: say('projects.tags'),
                value: content.tags.length > 0 && content.tags.join(say('kernel.list_comma')),
              },
            ].map(({ term, value }) => ({ term, value: value || null }))}
          />
        </Section>
      }
    >
      {content.madeUp && <Notice tone="info" title={say('projects.made_up')} />}
      {summary.value !== '' && (
        <p class="lead" lang={summary.lang === 'zh' ? 'zh-Hans' : 'en'}>
          {summary.value}
        </p>
      )}
      <Film files={content.files} locale={locale} fileHref={fileHref} />
      <Pictures files={content.files} fileHref={fileHref} />
      {body.value !== '' && (
        <Prose lang={body.lang === 'zh' ? 'zh-Hans' : 'en'}>{paragraphs(body.value)}</Prose>
      )}
      {content.team.length > 0 && (
        <Section title={say('projects.part_team')}>
          <DefinitionList
            items={content.team.map(({ name, role }) => ({
              term: name,
              value: role || say('projects.member'),
            }))}
          />
        </Section>
      )}
      {papers.length > 0 && (
        <Section title={say('projects.papers')}>
          <ul>
            {papers.map(({ id, name }) => (
              <li key={id}>
                <a href={fileHref(id)} download>
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Split>
  )
}
