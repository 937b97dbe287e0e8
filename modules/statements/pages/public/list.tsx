import { pick } from '#kernel/text'
import { page, type Route } from '#platform/http'
import { Card, EmptyState, LinkButton, PageHead, Section, Tiles } from '#ui'
import { publicStatements } from '../../access.ts'
import { frozenIn, listStatements } from '../../queries/index.ts'
import { Claims, Figures } from '../figures.tsx'

export const listPage: Route = page({
  path: '/statements',
  who: publicStatements,
  fresh: 2,
  show: async (visit) => {
    const { say, href, locale } = visit
    const { statements, claims, editions } = await visit.use.ask(listStatements, {})
    const released = statements.filter(({ state }) => state === 'released')
    const newest = released[0]
    const nameOf = (editionId: string) => {
      const edition = editions.find(({ id }) => id === editionId)
      return edition ? pick(edition.name, locale).value : ''
    }
    return {
      title: say('statements.title'),
      description: say('statements.lead'),
      shell: 'public',
      body: (
        <>
          <PageHead hero title={say('statements.title')} lead={say('statements.lead')} />
          {newest ? (
            <Section
              title={say('statements.newest', { edition: nameOf(newest.editionId), number: newest.number })}
              actions={
                <LinkButton href={href(`/statements/${newest.id}`)}>
                  {say('statements.open_statement')}
                </LinkButton>
              }
            >
              <Figures visit={visit} statement={newest} figures={frozenIn(newest).figures.slice(0, 12)} />
            </Section>
          ) : (
            <EmptyState title={say('statements.none_title')} icon="info">
              {say('statements.none_text')}
            </EmptyState>
          )}
          {claims.length > 0 && (
            <Section title={say('statements.claims')} lead={say('statements.claims_lead')}>
              <Claims visit={visit} claims={claims} />
            </Section>
          )}
          {released.length > 1 && (
            <Section title={say('statements.earlier')}>
              <Tiles wide>
                {released.slice(1).map((statement) => (
                  <Card
                    key={statement.id}
                    title={say('statements.newest', {
                      edition: nameOf(statement.editionId),
                      number: statement.number,
                    })}
                    href={href(`/statements/${statement.id}`)}
                  />
                ))}
              </Tiles>
            </Section>
          )}
        </>
      ),
    }
  },
})
