import { everyone, isStaff, signedIn } from '#kernel/access'
import { action, form, page, type Route } from '#platform/http'
import { Button, Form, FormActions, LinkButton, Notice, PageHead, TextInput } from '#ui'
import { Demo, demo } from './demo.tsx'
import { PasskeyButton } from './passkey.tsx'
import type { PeoplePorts } from './ports.ts'
import { callerOf, keepEmail, keptEmail, nextIn, relay, withNext } from './visit.ts'

const door = everyone('whoever signs in is not known yet')

const byEmail = ({ auth, demoAccounts }: PeoplePorts): Route =>
  form({
    path: '/sign-in',
    who: door,
    load: async () => (demoAccounts ? demoAccounts() : []),
    view: (visit, accounts, state) => {
      const { say, href } = visit
      return {
        title: say('people.sign_in'),
        shell: 'public',
        noIndex: true,
        islands: ['passkey'],
        body: (
          <>
            <PageHead title={say('people.sign_in')} lead={say('people.sign_in_lead')} />
            {visit.search.has('error') && <Notice tone="error">{say('people.staff_failed')}</Notice>}
            <Form of={state}>
              <TextInput
                of={state}
                name="email"
                type="email"
                label={say('people.email')}
                autocomplete="username webauthn"
                required
                maxlength={254}
              />
              <FormActions>
                <Button tone="primary">{say('people.send_code')}</Button>
                <LinkButton tone="quiet" href={href(withNext('/sign-in/password', nextIn(visit)))}>
                  {say('people.with_password')}
                </LinkButton>
                {auth.hasStaffSignIn && (
                  <LinkButton tone="quiet" href={href(withNext('/sign-in/staff', nextIn(visit)))}>
                    {say('people.with_staff')}
                  </LinkButton>
                )}
              </FormActions>
            </Form>
            <PasskeyButton visit={visit} mode="enter" to={nextIn(visit)} />
            {accounts.length > 0 && <Demo visit={visit} accounts={accounts} />}
          </>
        ),
      }
    },
    submit: async (visit, values) => {
      keepEmail(visit, await auth.requestCode(callerOf(visit), values.text('email'), visit.locale))
      return { to: withNext('/sign-in/code', nextIn(visit)) }
    },
  })

const byCode = ({ auth }: PeoplePorts): Route =>
  form({
    path: '/sign-in/code',
    who: door,
    load: async (visit) => keptEmail(visit),
    view: (visit, email, state) => {
      const { say, href } = visit
      return {
        title: say('people.code_title'),
        shell: 'public',
        noIndex: true,
        body: (
          <>
            <PageHead
              title={say('people.code_title')}
              lead={email === '' ? say('people.code_lead_plain') : say('people.code_lead', { email })}
            />
            <Form hidden={email === '' ? {} : { email }} of={state}>
              {email === '' && (
                <TextInput of={state} name="email" type="email" label={say('people.email')} required />
              )}
              <TextInput
                of={state}
                name="code"
                label={say('people.code')}
                hint={say('people.code_hint')}
                inputmode="numeric"
                autocomplete="one-time-code"
                size="short"
                maxlength={12}
                required
              />
              <FormActions>
                <Button tone="primary">{say('people.sign_in')}</Button>
                <LinkButton tone="quiet" href={href(withNext('/sign-in', nextIn(visit)))}>
                  {say('people.another_code')}
                </LinkButton>
              </FormActions>
            </Form>
          </>
        ),
      }
    },
    submit: async (visit, values) => {
      const { headers, second } = await auth.signInWithCode(
        callerOf(visit),
        values.text('email'),
        values.text('code'),
        visit.locale,
      )
      relay(visit, headers)
      return { to: second ? withNext('/sign-in/two-step', nextIn(visit)) : nextIn(visit) }
    },
  })

const byPassword = ({ auth }: PeoplePorts): Route =>
  form({
    path: '/sign-in/password',
    who: door,
    load: async () => null,
    view: (visit, _data, state) => {
      const { say, href } = visit
      return {
        title: say('people.password_title'),
        shell: 'public',
        noIndex: true,
        body: (
          <>
            <PageHead title={say('people.password_title')} lead={say('people.password_lead')} />
            <Form of={state}>
              <TextInput
                of={state}
                name="email"
                type="email"
                label={say('people.email')}
                autocomplete="username"
                maxlength={254}
                required
              />
              <TextInput
                of={state}
                name="password"
                type="password"
                label={say('people.password')}
                autocomplete="current-password"
                maxlength={200}
                required
              />
              <FormActions>
                <Button tone="primary">{say('people.sign_in')}</Button>
                <LinkButton tone="quiet" href={href(withNext('/sign-in', nextIn(visit)))}>
                  {say('people.with_code')}
                </LinkButton>
              </FormActions>
            </Form>
          </>
        ),
      }
    },
    submit: async (visit, values) => {
      const { headers, second } = await auth.signInWithPassword(
        callerOf(visit),
        values.text('email'),
        values.all('password')[0] ?? '',
      )
      relay(visit, headers)
      return { to: second ? withNext('/sign-in/two-step', nextIn(visit)) : nextIn(visit) }
    },
  })

const bySecondStep = ({ auth }: PeoplePorts): Route =>
  form({
    path: '/sign-in/two-step',
    who: door,
    load: async () => null,
    view: (visit, _data, state) => {
      const { say, href, search } = visit
      const recovery = search.get('with') === 'recovery'
      const other = recovery ? '/sign-in/two-step?' : '/sign-in/two-step?with=recovery&'
      return {
        title: say('people.second_title'),
        shell: 'public',
        noIndex: true,
        body: (
          <>
            <PageHead
              title={say('people.second_title')}
              lead={say(recovery ? 'people.second_lead_recovery' : 'people.second_lead')}
            />
            <Form hidden={{ kind: recovery ? 'recovery' : 'app' }} of={state}>
              <TextInput
                of={state}
                name="code"
                label={say(recovery ? 'people.recovery_code' : 'people.app_code')}
                inputmode={recovery ? 'text' : 'numeric'}
                autocomplete="one-time-code"
                size="short"
                maxlength={20}
                required
              />
              <FormActions>
                <Button tone="primary">{say('people.sign_in')}</Button>
                <LinkButton tone="quiet" href={href(`${other}next=${encodeURIComponent(nextIn(visit))}`)}>
                  {say(recovery ? 'people.with_app' : 'people.with_recovery')}
                </LinkButton>
              </FormActions>
            </Form>
          </>
        ),
      }
    },
    submit: async (visit, values) => {
      const kind = values.text('kind') === 'recovery' ? 'recovery' : 'app'
      relay(visit, await auth.secondStep(callerOf(visit), values.text('code'), kind))
      return { to: nextIn(visit) }
    },
  })

const staffStart = ({ auth }: PeoplePorts): Route =>
  page({
    path: '/sign-in/staff',
    who: door,
    show: async (visit) => {
      const here = (path: string) => visit.origin + visit.href(path)
      const { url, headers } = await auth.startStaff(callerOf(visit), {
        to: here(nextIn(visit)),
        failed: here('/sign-in'),
      })
      relay(visit, headers)
      return new Response(null, { status: 303, headers: { location: url } })
    },
  })

/** After signing in: staff to the console, everybody else to their own page. */
const done: Route = page({
  path: '/sign-in/done',
  who: signedIn,
  show: async ({ actor, href }) => {
    return new Response(null, {
      status: 303,
      headers: { location: href(isStaff(actor) ? '/console' : '/me') },
    })
  },
})

const signOut = ({ auth }: PeoplePorts): Route =>
  action({
    path: '/sign-out',
    who: everyone('signing out twice is no mistake'),
    submit: async (visit) => {
      relay(visit, await auth.signOut(callerOf(visit)))
      return { to: '/', told: 'people.told_signed_out' }
    },
  })

export const signInRoutes = (ports: PeoplePorts): readonly Route[] => [
  byEmail(ports),
  byCode(ports),
  byPassword(ports),
  bySecondStep(ports),
  ...(ports.auth.hasStaffSignIn ? [staffStart(ports)] : []),
  done,
  signOut(ports),
  ...(ports.demoAccounts ? [demo(ports, ports.demoAccounts)] : []),
]
