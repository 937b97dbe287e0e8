import type { Actor } from '#kernel/access'
import { pick } from '#kernel/text'
import { page, type Route } from '#platform/http'
import { Card, EmptyState, LinkButton, PageHead, Section, Steps, Tiles } from '#ui'
import { mayOrganise } from '../access.ts'
import type { ProgrammePorts } from '../ports.ts'
import { readHome } from '../queries.ts'

const staff = (actor: Actor) => actor.kind === 'person'

export const startPage = ({ checks, tiles }: ProgrammePorts): Route =>
  page({
    path: '/console',
    who: staff,
    show: async (visit) => {
      const { say, href, locale, actor } = visit
      const { edition } = await visit.use.ask(readHome, {})
      const open = tiles.filter((tile) => tile.who(actor))
      const steps = edition && mayOrganise(actor, undefined) ? await checks(visit, edition) : []
      const first = steps.findIndex(({ done }) => !done)
      return {
        title: say('programme.start_title'),
        shell: 'console',
        body: (
          <>
            <PageHead
              title={say('programme.start_title')}
              lead={edition ? pick(edition.name, locale).value : say('programme.first_edition')}
              actions={
                !edition &&
                mayOrganise(actor, undefined) && (
                  <LinkButton tone="primary" href={href('/console/editions')}>
                    {say('programme.editions')}
                  </LinkButton>
                )
              }
            />
            {steps.length > 0 && (
              <Section
                title={say('programme.go_live')}
                lead={say('programme.go_live_lead', {
                  done: steps.filter(({ done }) => done).length,
                  all: steps.length,
                })}
              >
                <Steps
                  label={say('programme.go_live')}
                  steps={steps.map((step, index) => ({
                    title: say(`programme.check_${step.key}`),
                    text: step.done ? undefined : say(`programme.check_${step.key}_todo`),
                    href: href(step.href),
                    state: step.done ? 'done' : index === first ? 'now' : 'todo',
                    stateLabel: say(step.done ? 'programme.step_done' : 'programme.step_todo'),
                  }))}
                />
              </Section>
            )}
            <Section title={say('programme.your_work')}>
              {open.length === 0 ? (
                <EmptyState
                  title={say('programme.no_role')}
                  icon="info"
                  action={<LinkButton href={href('/account')}>{say('site.account')}</LinkButton>}
                >
                  {say('programme.no_role_text')}
                </EmptyState>
              ) : (
                <Tiles wide>
                  {open.map((tile) => (
                    <Card key={tile.key} title={say(`programme.tile_${tile.key}`)} href={href(tile.href)}>
                      <p>{say(`programme.tile_${tile.key}_text`)}</p>
                    </Card>
                  ))}
                </Tiles>
              )}
            </Section>
          </>
        ),
      }
    },
  })
