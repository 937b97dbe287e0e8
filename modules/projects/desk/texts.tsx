import { pick } from '#kernel/text'
import { answerText, type Question } from '#modules/registration'
import type { Visit } from '#platform/http'
import { DefinitionList, Prose, paragraphs, Section } from '#ui'
import type { Project } from '../model.ts'

/** A text in both languages, as it was typed; for whoever decides, both matter. */
export const Both = ({ text }: { text: Project['body'] }) => (
  <>
    {text.zh !== '' && <Prose lang="zh-Hans">{paragraphs(text.zh)}</Prose>}
    {text.en !== '' && <Prose lang="en">{paragraphs(text.en)}</Prose>}
  </>
)

/** What the call asked beside the passport, and what was answered. */
export function Answers({
  visit,
  form,
  answers,
  title,
}: {
  visit: Visit
  form: readonly Question[]
  answers: Project['answers']
  title: string
}) {
  const asked = form.filter(({ id }) => answers[id] !== undefined)
  if (asked.length === 0) return null
  return (
    <Section title={title}>
      <DefinitionList
        items={asked.map((question) => ({
          term: pick(question.label, visit.locale).value,
          value: answerText(question, answers[question.id], visit),
        }))}
      />
    </Section>
  )
}
