import { everyone, roles } from '#kernel/access'
import { notFound } from '#kernel/errors'
import { action, type Route, type Visit } from '#platform/http'
import { Button, Card, Form, Section, Tiles } from '#ui'
import type { DemoAccount, PeoplePorts } from './ports.ts'
import { callerOf, nextIn, nextOf, relay } from './visit.ts'

export const Demo = ({ visit, accounts }: { visit: Visit; accounts: readonly DemoAccount[] }) => {
  const { say, href } = visit
  // Who holds no role stands behind those who do.
  const all: readonly DemoAccount['role'][] = [...roles, 'judge', 'scholar']
  return (
    <Section title={say('people.demo_title')} lead={say('people.demo_lead')}>
      <Tiles>
        {[...accounts]
          .sort((a, b) => all.indexOf(a.role) - all.indexOf(b.role))
          .map(({ email, name, role }) => (
            <Card
              key={email}
              title={say(`people.role_${role}`)}
              meta={name}
              actions={
                <Form inline action={href('/sign-in/demo')} hidden={{ email, next: nextIn(visit) }}>
                  <Button
                    small
                    aria-label={say('people.demo_enter_as', { role: say(`people.role_${role}`) })}
                  >
                    {say('people.demo_enter')}
                  </Button>
                </Form>
              }
            >
              <p>{say(`people.role_${role}_hint`)}</p>
            </Card>
          ))}
      </Tiles>
    </Section>
  )
}

export const demo = ({ auth }: PeoplePorts, accounts: () => Promise<readonly DemoAccount[]>): Route =>
  action({
    path: '/sign-in/demo',
    who: everyone('the demo edition’s people are made up; the door does not exist in production'),
    submit: async (visit, values) => {
      const account = (await accounts()).find(({ email }) => email === values.text('email'))
      if (!account) throw notFound()
      const { headers } = await auth.signInAs(callerOf(visit), account.email)
      relay(visit, headers)
      return { to: nextOf(values.text('next')) }
    },
  })
