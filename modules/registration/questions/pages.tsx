import { notFound } from '#kernel/errors'
import { pick } from '#kernel/text'
import { action, form, type Route, type Visit } from '#platform/http'
import { Button, ErrorSummary, FieldSet, Form, FormActions } from '#ui'
import { changeForm } from '../categories/commands.ts'
import { categoryOf } from '../categories/desk.ts'
import { DeskHead, staff } from '../parts.tsx'
import { factsIn, QuestionForm } from './editor.tsx'

const path = '/console/events/:event/registration/:category/questions'

const head = (visit: Visit, data: Awaited<ReturnType<typeof categoryOf>>, title: string) => {
  const { say, href, locale } = visit
  const list = `/console/events/${data.event.id}/registration`
  return (
    <DeskHead
      visit={visit}
      event={data.event}
      section="registration"
      title={title}
      trail={[
        { label: say('registration.section_registration'), href: href(list) },
        { label: pick(data.category.name, locale).value, href: href(`${list}/${data.category.id}`) },
      ]}
    />
  )
}

const newPage: Route = form({
  path: `${path}/new`,
  who: staff,
  load: categoryOf,
  view: (visit, data, state) => {
    const { say, href } = visit
    const title = say('registration.add_question')
    const base = `/console/events/${data.event.id}/registration/${data.category.id}`
    return {
      title,
      shell: 'console',
      current: '/console/events',
      body: (
        <>
          {head(visit, data, title)}
          <Form action={href(`${base}/questions/new`)}>
            <ErrorSummary title={state.refusal} problems={state.problems} />
            <FieldSet legend={say('registration.question')}>
              <QuestionForm visit={visit} of={state} category={data.category} />
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
  submit: async (visit, values, { event, category }) => {
    await visit.use.run(changeForm, {
      eventId: event.id,
      categoryId: category.id,
      change: { kind: 'add', facts: factsIn(values) },
    })
    const base = `/console/events/${event.id}/registration/${category.id}`
    const to = values.text('then') === 'another' ? `${base}/questions/new` : base
    return { to, told: 'registration.told_question_added' }
  },
})

async function questionOf(visit: Visit) {
  const data = await categoryOf(visit)
  const question = data.category.form.find(({ id }) => id === visit.params.question)
  if (!question) throw notFound()
  return { ...data, question }
}

const editPage: Route = form({
  path: `${path}/:question`,
  who: staff,
  load: questionOf,
  view: (visit, data, state) => {
    const { say, href, locale } = visit
    const title = pick(data.question.label, locale).value
    const base = `/console/events/${data.event.id}/registration/${data.category.id}/questions/${data.question.id}`
    return {
      title,
      shell: 'console',
      current: '/console/events',
      body: (
        <>
          {head(visit, data, title)}
          <Form action={href(base)}>
            <ErrorSummary title={state.refusal} problems={state.problems} />
            <FieldSet legend={say(`registration.type_${data.question.type}`)}>
              <QuestionForm visit={visit} of={state} category={data.category} question={data.question} />
            </FieldSet>
            <FormActions>
              <Button tone="primary">{say('kernel.save')}</Button>
            </FormActions>
          </Form>
          <Form inline action={href(`${base}/remove`)}>
            <Button tone="danger">{say('registration.remove_question')}</Button>
          </Form>
        </>
      ),
    }
  },
  submit: async (visit, values, { event, category, question }) => {
    await visit.use.run(changeForm, {
      eventId: event.id,
      categoryId: category.id,
      change: { kind: 'change', id: question.id, facts: factsIn(values) },
    })
    return {
      to: `/console/events/${event.id}/registration/${category.id}`,
      told: 'registration.told_question_saved',
    }
  },
})

const change = (visit: Visit, kind: 'up' | 'down' | 'remove', told: string) =>
  questionOf(visit).then(async ({ event, category, question }) => {
    await visit.use.run(changeForm, {
      eventId: event.id,
      categoryId: category.id,
      change: { kind, id: question.id },
    })
    return { to: `/console/events/${event.id}/registration/${category.id}`, told }
  })

const moveAction: Route = action({
  path: `${path}/:question/move`,
  who: staff,
  submit: (visit, values) =>
    change(visit, values.text('way') === 'up' ? 'up' : 'down', 'registration.told_moved'),
})

const removeAction: Route = action({
  path: `${path}/:question/remove`,
  who: staff,
  submit: (visit) => change(visit, 'remove', 'registration.told_question_removed'),
})

export const questionRoutes: readonly Route[] = [newPage, editPage, moveAction, removeAction]
