import { pick } from '#kernel/text'
import { DeskHead, staff } from '../parts.tsx'
import { questionRoutes } from '../questions/pages.tsx'
import { changeForm } from './commands.ts'
import { categoryOf } from './desk.ts'

type Data = Awaited<ReturnType<typeof categoryOf>>

const list = ({ event }: Data) => `/console/events/${event.id}/registration`
const base = (data: Data) => `${list(data)}/${data.category.id}`

/** The pages that write a category's form. */
export const categoryQuestions = questionRoutes<Data>({
  path: '/console/events/:event/registration/:category/questions',
  who: staff,
  current: '/console/events',
  load: categoryOf,
  form: ({ category }) => category.form,
  base,
  head: (visit, data, title) => (
    <DeskHead
      visit={visit}
      event={data.event}
      section="registration"
      title={title}
      trail={[
        { label: visit.say('registration.section_registration'), href: visit.href(list(data)) },
        { label: pick(data.category.name, visit.locale).value, href: visit.href(base(data)) },
      ]}
    />
  ),
  change: (visit, { event, category }, change) =>
    visit.use.run(changeForm, { eventId: event.id, categoryId: category.id, change }),
})
