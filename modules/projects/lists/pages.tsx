import { hasRole } from '#kernel/access'
import { notFound } from '#kernel/errors'
import { pick } from '#kernel/text'
import { EditionTabs } from '#modules/programme'
import { action, bothIn, form, type Route, type Visit } from '#platform/http'
import { BilingualField, Button, EmptyState, Form, PageHead, Said, SearchBox, Section, Table } from '#ui'
import { ListId, ProjectId, type View } from '../model.ts'
import { listProject, makeList, moveListed, removeList, renameList } from './commands.ts'
import { readList, readLists } from './queries.ts'
import type { FeaturedList } from './store.ts'

const base = '/console/project-lists'
const host = hasRole('administrator', 'organiser')

function listIn(visit: Visit): ListId {
  const id = ListId.safeParse(visit.params.list)
  if (!id.success) throw notFound()
  return id.data
}

const listsForm: Route = form({
  path: base,
  who: host,
  load: (visit) => visit.use.ask(readLists, { edition: visit.search.get('edition') }),
  view: (visit, { edition, editions, lists }, state) => {
    const { say, href, locale } = visit
    return {
      title: say('projects.lists'),
      shell: 'console',
      body: (
        <>
          <PageHead title={say('projects.lists')} lead={say('projects.lists_lead')} />
          <EditionTabs visit={visit} editions={editions} current={edition} base={base} />
          <Table
            caption={say('projects.lists')}
            hideCaption
            rows={lists}
            rowKey={({ id }) => id}
            href={({ id }) => href(`${base}/${id}`)}
            empty={<EmptyState title={say('projects.no_lists')}>{say('projects.no_lists_text')}</EmptyState>}
            columns={[
              {
                key: 'title',
                label: say('projects.list_title'),
                main: true,
                cell: ({ title }) => <Said text={title} locale={locale} />,
              },
              {
                key: 'count',
                label: say('projects.queue'),
                number: true,
                cell: ({ projectIds }) => projectIds.length,
              },
            ]}
          />
          {edition && (
            <Section title={say('projects.new_list')}>
              <Form
                action={href(edition ? `${base}?edition=${edition.slug}` : base)}
                of={state}
                send={say('projects.new_list')}
              >
                <BilingualField of={state} name="title" label={say('projects.list_title')} maxlength={120} />
              </Form>
            </Section>
          )}
        </>
      ),
    }
  },
  submit: async (visit, values, { edition }) => {
    if (!edition) throw notFound()
    const list = await visit.use.run(makeList, { editionId: edition.id, title: bothIn(values, 'title') })
    return { to: `${base}/${list.id}`, told: 'projects.told_saved' }
  },
})

type Listed = { projectId: ProjectId; view: View | undefined }

/** The list in its order. Each row has its own buttons: they are reached and pressed by keys like any other. */
function Order({ visit, list, listed }: { visit: Visit; list: FeaturedList; listed: readonly Listed[] }) {
  const { say, href, locale } = visit
  const nameOf = ({ view }: Listed) =>
    view ? pick(view.content.title, locale).value : say('projects.not_shown_any_more')
  return (
    <Table
      caption={say('projects.list_order')}
      rows={listed}
      rowKey={({ projectId }) => projectId}
      empty={<EmptyState title={say('projects.list_empty')}>{say('projects.list_empty_text')}</EmptyState>}
      columns={[
        { key: 'title', label: say('projects.project'), main: true, cell: nameOf },
        {
          key: 'move',
          label: say('projects.list_move'),
          hideLabel: true,
          cell: (row) => (
            <Form
              inline
              action={href(`${base}/${list.id}/move`)}
              hidden={{ project: row.projectId }}
              label={nameOf(row)}
            >
              {(['up', 'down', 'out'] as const).map((move) => (
                <Button
                  key={move}
                  small
                  tone={move === 'out' ? 'quiet' : 'secondary'}
                  name="move"
                  value={move}
                  aria-label={say(`projects.list_${move}_of`, { project: nameOf(row) })}
                >
                  {say(`projects.list_${move}`)}
                </Button>
              ))}
            </Form>
          ),
        },
      ]}
    />
  )
}

const listForm: Route = form({
  path: `${base}/:list`,
  who: host,
  load: (visit) =>
    visit.use.ask(readList, { listId: listIn(visit), query: (visit.search.get('q') ?? '').slice(0, 200) }),
  view: (visit, { list, listed, others }, state) => {
    const { say, href, locale, search } = visit
    const here = `${base}/${list.id}`
    return {
      title: pick(list.title, locale).value,
      shell: 'console',
      current: base,
      body: (
        <>
          <PageHead
            title={<Said text={list.title} locale={locale} />}
            crumbs={{
              label: say('kernel.you_are_here'),
              trail: [
                { label: say('projects.lists'), href: href(base) },
                { label: pick(list.title, locale).value },
              ],
            }}
          />
          <Order visit={visit} list={list} listed={listed} />
          <Section title={say('projects.list_add')} lead={say('projects.list_add_lead')}>
            <SearchBox
              label={say('projects.search')}
              button={say('kernel.search')}
              action={href(here)}
              value={search.get('q') ?? ''}
            />
            <Table
              caption={say('projects.list_add')}
              hideCaption
              rows={others}
              rowKey={({ projectId }) => projectId}
              empty={<EmptyState title={say('projects.nothing_found')} icon="search" />}
              columns={[
                {
                  key: 'title',
                  label: say('projects.project'),
                  main: true,
                  cell: ({ content }) => <Said text={content.title} locale={locale} />,
                },
                {
                  key: 'field',
                  label: say('projects.field'),
                  cell: ({ field }) => field && say(`projects.field_${field}`),
                },
                {
                  key: 'add',
                  label: say('projects.list_add'),
                  hideLabel: true,
                  cell: ({ slug, content }) => (
                    <Form inline action={href(`${here}/add`)} hidden={{ slug }}>
                      <Button
                        small
                        icon="plus"
                        aria-label={say('projects.list_add_of', {
                          project: pick(content.title, locale).value,
                        })}
                      >
                        {say('projects.list_put')}
                      </Button>
                    </Form>
                  ),
                },
              ]}
            />
          </Section>
          <Section title={say('projects.list_settings')}>
            <Form action={href(here)} of={state} send={say('kernel.save')}>
              <BilingualField
                of={state}
                name="title"
                label={say('projects.list_title')}
                maxlength={120}
                value={list.title}
              />
            </Form>
            <Form inline action={href(`${here}/remove`)}>
              <Button tone="danger">{say('projects.list_remove')}</Button>
            </Form>
          </Section>
        </>
      ),
    }
  },
  submit: async (visit, values, { list }) => {
    await visit.use.run(renameList, { listId: list.id, title: bothIn(values, 'title') })
    return { to: `${base}/${list.id}`, told: 'projects.told_saved' }
  },
})

const addAction: Route = action({
  path: `${base}/:list/add`,
  who: host,
  submit: async (visit, values) => {
    const list = await visit.use.run(listProject, {
      listId: listIn(visit),
      slug: values.text('slug').slice(0, 80),
    })
    return { to: `${base}/${list.id}`, told: 'projects.told_saved' }
  },
})

const moveAction: Route = action({
  path: `${base}/:list/move`,
  who: host,
  submit: async (visit, values) => {
    const project = ProjectId.safeParse(values.text('project'))
    const move = (['up', 'down', 'out'] as const).find((each) => each === values.text('move'))
    if (!project.success || !move) throw notFound()
    const list = await visit.use.run(moveListed, { listId: listIn(visit), projectId: project.data, move })
    return { to: `${base}/${list.id}`, told: 'projects.told_saved' }
  },
})

const removeAction: Route = action({
  path: `${base}/:list/remove`,
  who: host,
  submit: async (visit) => {
    await visit.use.run(removeList, { listId: listIn(visit) })
    return { to: base, told: 'projects.told_list_removed' }
  },
})

export const listRoutes: readonly Route[] = [listsForm, listForm, addAction, moveAction, removeAction]
