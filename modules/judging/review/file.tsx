import { countryName } from '#kernel/countries'
import { formatMoney } from '#kernel/money'
import { pick } from '#kernel/text'
import { Film, Pictures } from '#modules/projects'
import { answerText } from '#modules/registration'
import type { Visit } from '#platform/http'
import { DefinitionList, Prose, paragraphs, Section } from '#ui'
import type { JudgedFile } from '../model.ts'

const Both = ({ text }: { text: JudgedFile['body'] }) => (
  <>
    {text.zh !== '' && <Prose lang="zh-Hans">{paragraphs(text.zh)}</Prose>}
    {text.en !== '' && <Prose lang="en">{paragraphs(text.en)}</Prose>}
  </>
)

/** What a judge reads: the frozen passport, as this round shows it. */
export function FileBody({ visit, file, base }: { visit: Visit; file: JudgedFile; base: string }) {
  const { say, locale } = visit
  const facts = [
    { term: say('projects.maturity'), value: file.maturity && say(`projects.maturity_${file.maturity}`) },
    {
      term: say('projects.seeking'),
      value: file.seeking.map((kind) => say(`projects.seeking_${kind}`)).join(say('kernel.list_comma')),
    },
    { term: say('projects.financing'), value: file.financing && formatMoney(file.financing, locale) },
    { term: say('projects.institution'), value: file.institution },
    { term: say('kernel.country'), value: file.country && countryName(file.country, locale) },
    { term: say('projects.tags'), value: file.tags.join(say('kernel.list_comma')) },
    {
      term: say('projects.website'),
      value: file.website && (
        <a href={file.website} rel="noreferrer nofollow" target="_blank">
          {file.website.replace(/^https?:\/\//, '')}
        </a>
      ),
    },
  ].filter(({ value }) => value)
  const seen = ['image', 'poster', 'captions', 'video']
  const files = file.files.filter(({ kind }) => !seen.includes(kind))
  const fileHref = (id: string) => `${base}/files/${id}`
  return (
    <>
      <Section title={say('projects.summary')}>
        <Both text={file.summary} />
      </Section>
      <Film files={file.files} locale={locale} fileHref={fileHref} />
      <Pictures files={file.files} fileHref={fileHref} />
      {(file.body.en !== '' || file.body.zh !== '') && (
        <Section title={say('projects.body')}>
          <Both text={file.body} />
        </Section>
      )}
      <Section title={say('projects.facts')}>
        <DefinitionList items={facts} />
      </Section>
      {file.team.length > 0 && (
        <Section title={say('projects.part_team')}>
          <DefinitionList items={file.team.map(({ name, role }) => ({ term: name, value: role }))} />
        </Section>
      )}
      {file.answers.length > 0 && (
        <Section title={say('projects.part_answers')}>
          <DefinitionList
            items={file.answers.map(({ question, answer }) => ({
              term: pick(question.label, locale).value,
              value: answerText(question, answer, visit),
            }))}
          />
        </Section>
      )}
      {files.length > 0 && (
        <Section title={say('projects.part_files')}>
          <ul>
            {files.map(({ id, name, kind }) => (
              <li key={id}>
                <a href={fileHref(id)}>{name}</a> <span class="hint">{say(`projects.file_${kind}`)}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}
