import { pick } from '#kernel/text'
import { action, form, page, type Route, type Visit } from '#platform/http'
import { At, Badge, Button, EmptyState, Form, LinkButton, Notice, Said, Section, Table, type Tone } from '#ui'
import { may } from '../access.ts'
import type { Category } from '../model.ts'
import { DeskHead, Order, staff } from '../parts.tsx'
import { FormSection } from '../questions/list.tsx'
import { openingOf, placesLeft } from '../rules.ts'
import { addCategory, changeCategory, moveCategory, removeCategory } from './commands.ts'
import { categoryOf, setUpOf } from './desk.ts'
import { CategoryFields, factsIn } from './fields.tsx'
import type { StateCounts } from './queries.ts'

type Shown = { key: string; tone: Tone }

function opening(visit: Visit, category: Category): Shown {
  if (category.state === 'draft') return { key: 'draft', tone: 'warn' }
  const now = openingOf(category, visit.use.now())
  if (now === 'open') return { key: 'open', tone: 'good' }
  return now === 'not_yet' ? { key: 'not_yet', tone: 'info' } : { key: 'closed', tone: 'faint' }
}

const OpeningBadge = ({ visit, category }: { visit: Visit; category: Category }) => {
  const { key, tone } = opening(visit, category)
  return <Badge tone={tone}>{visit.say(`registration.opening_${key}`)}</Badge>
}

const takenText = (visit: Visit, { taken, quota }: Category) =>
  quota === null
    ? visit.say('registration.taken_free', { taken })
    : visit.say('registration.taken_of', { taken, quota })

const inState = (counts: StateCounts | undefined, state: 'waiting' | 'pending') => counts?.[state] ?? 0

const listPage: Route = page({
  path: '/console/events/:event/registration',
  who: staff,
  show: async (visit) => {
    const { say, href, locale, actor } = visit
    const { event, categories, counts } = await setUpOf(visit)
    const base = `/console/events/${event.id}/registration`
    const open = may.setUp(actor, event)
    const add = open && (
      <LinkButton tone="primary" icon="plus" href={href(`${base}/new`)}>
        {say('registration.add_category')}
      </LinkButton>
    )
    return {
      title: say('registration.section_registration'),
      shell: 'console',
      current: '/console/events',
      body: (
        <>
          <DeskHead
            visit={visit}
            event={event}
            section="registration"
            title={say('registration.section_registration')}
            lead={say('registration.set_up_lead')}
            actions={categories.length > 0 ? add : undefined}
          />
          <Table
            caption={say('registration.categories')}
            hideCaption
            rows={categories}
            rowKey={({ id }) => id}
            href={({ id }) => href(`${base}/${id}`)}
            empty={
              <EmptyState title={say('registration.no_category')} action={add}>
                {say('registration.no_category_text')}
              </EmptyState>
            }
            columns={[
              {
                key: 'name',
                label: say('registration.category'),
                main: true,
                cell: ({ name }) => <Said text={name} locale={locale} />,
              },
              {
                key: 'state',
                label: say('registration.category_state'),
                cell: (category) => <OpeningBadge visit={visit} category={category} />,
              },
              {
                key: 'taken',
                label: say('registration.places'),
                number: true,
                cell: (category) => takenText(visit, category),
              },
              {
                key: 'waiting',
                label: say('registration.state_waiting'),
                number: true,
                cell: ({ id }) => inState(counts.get(id), 'waiting'),
              },
              {
                key: 'pending',
                label: say('registration.state_pending'),
                number: true,
                cell: ({ id }) => inState(counts.get(id), 'pending'),
              },
              {
                key: 'closes',
                label: say('registration.closes_at'),
                cell: ({ closesAt }) =>
                  closesAt ? (
                    <At visit={visit} at={closesAt} zone={event.zone} />
                  ) : (
                    say('registration.until_the_end')
                  ),
              },
              {
                key: 'order',
                label: say('registration.order'),
                hideLabel: true,
                cell: (category) =>
                  open &&
                  categories.length > 1 && (
                    <Order
                      visit={visit}
                      name={pick(category.name, locale).value}
                      action={`${base}/${category.id}/move`}
                    />
                  ),
              },
            ]}
          />
        </>
      ),
    }
  },
})

const newPage: Route = form({
  path: '/console/events/:event/registration/new',
  who: staff,
  load: setUpOf,
  view: (visit, { event }, state) => {
    const { say, href } = visit
    const title = say('registration.add_category')
    const base = `/console/events/${event.id}/registration`
    return {
      title,
      shell: 'console',
      current: '/console/events',
      body: (
        <>
          <DeskHead
            visit={visit}
            event={event}
            section="registration"
            title={title}
            lead={say('registration.add_category_lead')}
            trail={[{ label: say('registration.section_registration'), href: href(base) }]}
          />
          <Form action={href(`${base}/new`)} of={state} send={say('registration.save_and_ask')}>
            <CategoryFields visit={visit} of={state} event={event} />
          </Form>
        </>
      ),
    }
  },
  submit: async (visit, values, { event }) => {
    const facts = factsIn(values, event.zone)
    const category = await visit.use.run(addCategory, { eventId: event.id, facts })
    return {
      to: `/console/events/${event.id}/registration/${category.id}`,
      told: 'registration.told_category_added',
    }
  },
})

const editPage: Route = form({
  path: '/console/events/:event/registration/:category',
  who: staff,
  load: categoryOf,
  view: (visit, { event, category, counts }, state) => {
    const { say, href, locale, actor } = visit
    const title = pick(category.name, locale).value
    const list = `/console/events/${event.id}/registration`
    const base = `${list}/${category.id}`
    const open = may.setUp(actor, event)
    const left = placesLeft({ capacity: null, taken: 0 }, category)
    const waiting = inState(counts, 'waiting')
    const asked = Object.values(counts).reduce((sum, count) => sum + count, 0)
    return {
      title,
      shell: 'console',
      current: '/console/events',
      body: (
        <>
          <DeskHead
            visit={visit}
            event={event}
            section="registration"
            title={title}
            badge={<OpeningBadge visit={visit} category={category} />}
            lead={takenText(visit, category)}
            trail={[{ label: say('registration.section_registration'), href: href(list) }]}
            actions={
              <LinkButton href={href(`/console/events/${event.id}/guests?category=${category.id}`)}>
                {say('registration.section_guests')}
              </LinkButton>
            }
          />
          {left > 0 && waiting > 0 && !category.autoOffer && (
            <Notice
              tone="warn"
              title={say('registration.free_and_waiting')}
              actions={
                <LinkButton
                  href={href(`/console/events/${event.id}/guests?category=${category.id}&state=waiting`)}
                >
                  {say('registration.offer_places')}
                </LinkButton>
              }
            />
          )}
          <FormSection visit={visit} form={category.form} base={base} open={open} />
          {open && (
            <Section title={say('registration.settings')}>
              <Form action={href(base)} of={state} send={say('kernel.save')}>
                <CategoryFields visit={visit} of={state} event={event} category={category} />
              </Form>
              {asked === 0 && (
                <Form inline action={href(`${base}/remove`)}>
                  <Button tone="danger">{say('registration.remove_category')}</Button>
                </Form>
              )}
            </Section>
          )}
        </>
      ),
    }
  },
  submit: async (visit, values, { event, category }) => {
    await visit.use.run(changeCategory, {
      eventId: event.id,
      categoryId: category.id,
      facts: factsIn(values, event.zone),
    })
    return {
      to: `/console/events/${event.id}/registration/${category.id}`,
      told: 'registration.told_category_saved',
    }
  },
})

const moveAction: Route = action({
  path: '/console/events/:event/registration/:category/move',
  who: staff,
  submit: async (visit, values) => {
    const { event, category } = await categoryOf(visit)
    await visit.use.run(moveCategory, {
      eventId: event.id,
      categoryId: category.id,
      by: values.text('way') === 'up' ? -1 : 1,
    })
    return { to: `/console/events/${event.id}/registration`, told: 'registration.told_moved' }
  },
})

const removeAction: Route = action({
  path: '/console/events/:event/registration/:category/remove',
  who: staff,
  submit: async (visit) => {
    const { event, category } = await categoryOf(visit)
    await visit.use.run(removeCategory, { eventId: event.id, categoryId: category.id })
    return { to: `/console/events/${event.id}/registration`, told: 'registration.told_category_removed' }
  },
})

export const categoryRoutes: readonly Route[] = [listPage, newPage, editPage, moveAction, removeAction]
