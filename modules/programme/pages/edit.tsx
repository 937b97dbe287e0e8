import { pick } from '#kernel/text'
import { form, type Route, type Visit } from '#platform/http'
import {
  BilingualField,
  Button,
  EmptyState,
  FieldSet,
  Form,
  PageHead,
  RadioGroup,
  Section,
  Select,
  Table,
} from '#ui'
import { mayOrganise, mayReadHouse } from '../access.ts'
import { changeEdition } from '../commands.ts'
import { creditKinds, editionStates } from '../model.ts'
import { readDesk, readEdition } from '../queries.ts'
import { EditionFields, factsIn } from './fields.tsx'
import { StateBadge } from './parts.tsx'

export const readOne = async (visit: Visit) => {
  const [one, desk] = await Promise.all([
    visit.use.ask(readEdition, { slug: visit.params.edition ?? '' }),
    visit.use.ask(readDesk, {}),
  ])
  return { ...one, ...desk }
}

export const editPage: Route = form({
  path: '/console/editions/:edition',
  who: mayReadHouse,
  load: readOne,
  view: (visit, { edition, credits, organisations }, state) => {
    const { say, href, locale, actor } = visit
    const title = pick(edition.name, locale).value
    const base = `/console/editions/${edition.slug}`
    const open = mayOrganise(actor, undefined)
    return {
      title,
      shell: 'console',
      current: '/console/editions',
      body: (
        <>
          <PageHead
            title={title}
            badge={<StateBadge visit={visit} state={edition.state} />}
            crumbs={{
              label: say('kernel.you_are_here'),
              trail: [
                { label: say('programme.editions'), href: href('/console/editions') },
                { label: title },
              ],
            }}
            actions={
              open &&
              editionStates
                .filter((to) => to !== edition.state && to !== 'draft')
                .map((to) => (
                  <Form key={to} inline action={href(`${base}/state`)} hidden={{ state: to }}>
                    <Button tone={to === 'open' ? 'primary' : 'secondary'}>
                      {say(`programme.move_${to}`)}
                    </Button>
                  </Form>
                ))
            }
          />
          <Section title={say('programme.credits')} lead={say('programme.credits_lead')}>
            <Table
              caption={say('programme.credits')}
              hideCaption
              rows={credits}
              rowKey={(credit) => credit.id}
              empty={
                <EmptyState title={say('programme.no_credits')}>
                  {open ? say('programme.no_credits_text') : undefined}
                </EmptyState>
              }
              columns={[
                {
                  key: 'kind',
                  label: say('programme.role'),
                  cell: (credit) => say(`programme.credit_${credit.kind}`),
                },
                {
                  key: 'organisation',
                  label: say('programme.organisation'),
                  main: true,
                  cell: (credit) => pick(credit.organisation.name, locale).value,
                },
                {
                  key: 'order',
                  label: say('programme.order'),
                  hideLabel: true,
                  cell: (credit) =>
                    open && (
                      <Form inline action={href(`${base}/credits`)} hidden={{ credit: credit.id }}>
                        <Button
                          small
                          tone="quiet"
                          name="do"
                          value="up"
                          aria-label={say('programme.up', {
                            name: pick(credit.organisation.name, locale).value,
                          })}
                        >
                          ↑
                        </Button>
                        <Button
                          small
                          tone="quiet"
                          name="do"
                          value="down"
                          aria-label={say('programme.down', {
                            name: pick(credit.organisation.name, locale).value,
                          })}
                        >
                          ↓
                        </Button>
                        <Button
                          small
                          tone="quiet"
                          name="do"
                          value="drop"
                          aria-label={say('programme.drop', {
                            name: pick(credit.organisation.name, locale).value,
                          })}
                        >
                          ×
                        </Button>
                      </Form>
                    ),
                },
              ]}
            />
            {open && (
              <Form action={href(`${base}/credits`)} hidden={{ do: 'add' }}>
                <FieldSet legend={say('programme.add_credit')}>
                  <Select
                    name="organisation"
                    label={say('programme.organisation')}
                    empty={say('programme.another_organisation')}
                    options={organisations.map((each) => ({
                      value: each.id,
                      label: pick(each.name, locale).value,
                    }))}
                  />
                  <BilingualField
                    name="organisationName"
                    label={say('programme.another_organisation')}
                    hint={say('programme.another_organisation_hint')}
                  />
                  <RadioGroup
                    inline
                    name="as"
                    label={say('programme.role')}
                    value="supported"
                    options={creditKinds.map((kind) => ({
                      value: kind,
                      label: say(`programme.credit_${kind}`),
                    }))}
                  />
                </FieldSet>
                <Button tone="secondary">{say('programme.add_credit')}</Button>
              </Form>
            )}
          </Section>
          {open && (
            <Section title={say('programme.dates_and_place')}>
              <Form action={href(base)} of={state} send={say('programme.save')}>
                <EditionFields visit={visit} state={state} edition={edition} />
              </Form>
            </Section>
          )}
        </>
      ),
    }
  },
  submit: async (visit, values, { edition }) => {
    const next = await visit.use.run(changeEdition, { editionId: edition.id, ...factsIn(values) })
    return { to: `/console/editions/${next.slug}`, told: 'programme.told_saved' }
  },
})
