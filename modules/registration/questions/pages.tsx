import type { VNode } from 'preact'
import type { Predicate } from '#kernel/access'
import { notFound } from '#kernel/errors'
import { pick } from '#kernel/text'
import { action, form, type Route, type Visit } from '#platform/http'
import { Button, FieldSet, Form, FormActions } from '#ui'
import type { QuestionChange } from './editing.ts'
import { factsIn, QuestionForm } from './editor.tsx'
import type { Question } from './model.ts'

/** Whoever keeps a form of questions gets the pages to write it from `questionRoutes`. */
export type FormKeeper<Data> = {
  /** Path of the pages, such as `/console/…/:category/questions`. */
  path: string
  who: Predicate<unknown>
  /** The console's side entry that is current. */
  current: string
  load(visit: Visit): Promise<Data>
  form(data: Data): readonly Question[]
  /** `<base>/questions` is `path` of this record. */
  base(data: Data): string
  /** The page that shows the form, where that is not `base` itself. */
  home?(data: Data): string
  head(visit: Visit, data: Data, title: string): VNode
  change(visit: Visit, data: Data, change: QuestionChange): Promise<unknown>
}

export function questionRoutes<Data>(keeper: FormKeeper<Data>): readonly Route[] {
  const { path, who, current } = keeper
  const home = keeper.home ?? keeper.base

  const newPage: Route = form({
    path: `${path}/new`,
    who,
    load: keeper.load,
    view: (visit, data, state) => {
      const { say, href } = visit
      const title = say('registration.add_question')
      return {
        title,
        shell: 'console',
        current,
        body: (
          <>
            {keeper.head(visit, data, title)}
            <Form action={href(`${keeper.base(data)}/questions/new`)} of={state}>
              <FieldSet legend={say('registration.question')}>
                <QuestionForm visit={visit} of={state} form={keeper.form(data)} />
              </FieldSet>
              <FormActions>
                <Button tone="primary">{say('kernel.save')}</Button>
                <Button name="then" value="another">
                  {say('registration.save_and_another')}
                </Button>
              </FormActions>
            </Form>
          </>
        ),
      }
    },
    submit: async (visit, values, data) => {
      await keeper.change(visit, data, { kind: 'add', facts: factsIn(values) })
      const another = `${keeper.base(data)}/questions/new`
      const to = values.text('then') === 'another' ? another : home(data)
      return { to, told: 'registration.told_question_added' }
    },
  })

  async function questionOf(visit: Visit) {
    const data = await keeper.load(visit)
    const question = keeper.form(data).find(({ id }) => id === visit.params.question)
    if (!question) throw notFound()
    return { data, question }
  }

  const editPage: Route = form({
    path: `${path}/:question`,
    who,
    load: questionOf,
    view: (visit, { data, question }, state) => {
      const { say, href, locale } = visit
      const title = pick(question.label, locale).value
      const here = `${keeper.base(data)}/questions/${question.id}`
      return {
        title,
        shell: 'console',
        current,
        body: (
          <>
            {keeper.head(visit, data, title)}
            <Form action={href(here)} of={state} send={say('kernel.save')}>
              <FieldSet legend={say(`registration.type_${question.type}`)}>
                <QuestionForm visit={visit} of={state} form={keeper.form(data)} question={question} />
              </FieldSet>
            </Form>
            <Form inline action={href(`${here}/remove`)}>
              <Button tone="danger">{say('registration.remove_question')}</Button>
            </Form>
          </>
        ),
      }
    },
    submit: async (visit, values, { data, question }) => {
      await keeper.change(visit, data, { kind: 'change', id: question.id, facts: factsIn(values) })
      return { to: home(data), told: 'registration.told_question_saved' }
    },
  })

  const change = async (visit: Visit, kind: 'up' | 'down' | 'remove', told: string) => {
    const { data, question } = await questionOf(visit)
    await keeper.change(visit, data, { kind, id: question.id })
    return { to: home(data), told }
  }

  const moveAction: Route = action({
    path: `${path}/:question/move`,
    who,
    submit: (visit, values) =>
      change(visit, values.text('way') === 'up' ? 'up' : 'down', 'registration.told_moved'),
  })

  const removeAction: Route = action({
    path: `${path}/:question/remove`,
    who,
    submit: (visit) => change(visit, 'remove', 'registration.told_question_removed'),
  })

  return [newPage, editPage, moveAction, removeAction]
}
