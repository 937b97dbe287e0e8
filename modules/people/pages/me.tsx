import { signedIn } from '#kernel/access'
import { page, type Route } from '#platform/http'
import { EmptyState, LinkButton, PageHead } from '#ui'
import type { PeoplePorts } from './ports.ts'

/** Where whoever holds no role begins: what is theirs in every module, in one place. */
export const mePage = ({ mine }: PeoplePorts): Route =>
  page({
    path: '/me',
    who: signedIn,
    show: async (visit) => {
      const { say, href, me } = visit
      const parts = (await Promise.all(mine.map((section) => section(visit)))).filter((part) => part !== null)
      return {
        title: say('people.mine'),
        shell: 'public',
        noIndex: true,
        body: (
          <>
            <PageHead
              kicker={me?.name || me?.email}
              title={say('people.mine')}
              actions={<LinkButton href={href('/account')}>{say('people.account')}</LinkButton>}
            />
            {parts.length > 0 ? (
              parts
            ) : (
              <EmptyState
                title={say('people.nothing_mine')}
                action={
                  <LinkButton tone="primary" href={href('/editions')}>
                    {say('people.look_around')}
                  </LinkButton>
                }
              >
                {say('people.nothing_mine_text')}
              </EmptyState>
            )}
          </>
        ),
      }
    },
  })
