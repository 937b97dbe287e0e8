import { signedIn } from '#kernel/access'
import { form, type Route, type Visit } from '#platform/http'
import { Button, Form, FormActions, Hash, LinkButton, Notice, Section, TextInput } from '#ui'
import type { Auth } from '../../auth/index.ts'
import { AccountHead } from '../account.tsx'
import { QrPicture } from '../qr.tsx'
import { callerOf, relay } from '../visit.ts'

const RecoveryCodes = ({ visit, codes }: { visit: Visit; codes: readonly string[] }) => (
  <Notice tone="warn" title={visit.say('people.recovery_title')}>
    <p>{visit.say('people.recovery_text')}</p>
    <ul>
      {codes.map((code) => (
        <li key={code}>
          <Hash value={code} />
        </li>
      ))}
    </ul>
  </Notice>
)

/** Asks for the password before anything about the second step is changed or shown. */
const askPassword = (
  path: string,
  words: { title: string; lead: string; button: string },
  submit: Extract<Route, { kind: 'form' }>['submit'],
): Route =>
  form<unknown>({
    path,
    who: signedIn,
    load: async () => null,
    view: (visit, _data, state) => {
      const { say, href } = visit
      return {
        title: say(words.title),
        shell: 'public',
        noIndex: true,
        body: (
          <>
            <AccountHead visit={visit} lead={say('people.security_lead')} />
            <Section title={say(words.title)} lead={say(words.lead)}>
              <Form of={state}>
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
                  <Button tone="primary">{say(words.button)}</Button>
                  <LinkButton tone="quiet" href={href('/account/security')}>
                    {say('kernel.cancel')}
                  </LinkButton>
                </FormActions>
              </Form>
            </Section>
          </>
        ),
      }
    },
    submit,
  })

const twoStepOn = (auth: Auth): Route =>
  askPassword(
    '/account/security/two-step',
    { title: 'people.set_up_title', lead: 'people.set_up_lead', button: 'kernel.continue' },
    async (visit, values) => {
      const { say, href } = visit
      const begun = await auth.beginSecondStep(callerOf(visit), values.all('password')[0] ?? '')
      return {
        title: say('people.set_up_title'),
        shell: 'public',
        noIndex: true,
        body: (
          <>
            <AccountHead visit={visit} lead={say('people.security_lead')} />
            <Section title={say('people.scan_title')} lead={say('people.scan_lead')}>
              <QrPicture text={begun.address} label={say('people.scan_title')} />
              <p>
                {say('people.secret_by_hand')} <Hash value={begun.secret} />
              </p>
            </Section>
            <RecoveryCodes visit={visit} codes={begun.recoveryCodes} />
            <Form action={href('/account/security/two-step/confirm')} send={say('people.turn_on')}>
              <TextInput
                name="code"
                label={say('people.app_code')}
                hint={say('people.app_code_hint')}
                inputmode="numeric"
                autocomplete="one-time-code"
                size="short"
                maxlength={10}
                required
              />
            </Form>
          </>
        ),
      }
    },
  )

const twoStepConfirm = (auth: Auth): Route =>
  form({
    path: '/account/security/two-step/confirm',
    who: signedIn,
    load: async () => null,
    view: (visit, _data, state) => {
      const { say, href } = visit
      return {
        title: say('people.set_up_title'),
        shell: 'public',
        noIndex: true,
        body: (
          <>
            <AccountHead visit={visit} lead={say('people.security_lead')} />
            <Section title={say('people.set_up_title')}>
              <Form of={state}>
                <TextInput
                  of={state}
                  name="code"
                  label={say('people.app_code')}
                  hint={say('people.app_code_hint')}
                  inputmode="numeric"
                  autocomplete="one-time-code"
                  size="short"
                  maxlength={10}
                  required
                />
                <FormActions>
                  <Button tone="primary">{say('people.turn_on')}</Button>
                  <LinkButton tone="quiet" href={href('/account/security/two-step')}>
                    {say('people.start_over')}
                  </LinkButton>
                </FormActions>
              </Form>
            </Section>
          </>
        ),
      }
    },
    submit: async (visit, values) => {
      relay(visit, await auth.confirmSecondStep(callerOf(visit), values.text('code')))
      return { to: '/account/security', told: 'people.told_second_on' }
    },
  })

const twoStepOff = (auth: Auth): Route =>
  askPassword(
    '/account/security/two-step/off',
    { title: 'people.turn_off_title', lead: 'people.turn_off_lead', button: 'people.turn_off' },
    async (visit, values) => {
      relay(visit, await auth.endSecondStep(callerOf(visit), values.all('password')[0] ?? ''))
      return { to: '/account/security', told: 'people.told_second_off' }
    },
  )

const recoveryCodes = (auth: Auth): Route =>
  askPassword(
    '/account/security/recovery-codes',
    { title: 'people.new_recovery_codes', lead: 'people.new_recovery_lead', button: 'kernel.continue' },
    async (visit, values) => {
      const { say, href } = visit
      const codes = await auth.newRecoveryCodes(callerOf(visit), values.all('password')[0] ?? '')
      return {
        title: say('people.new_recovery_codes'),
        shell: 'public',
        noIndex: true,
        body: (
          <>
            <AccountHead visit={visit} lead={say('people.security_lead')} />
            <RecoveryCodes visit={visit} codes={codes} />
            <LinkButton href={href('/account/security')}>{say('kernel.done')}</LinkButton>
          </>
        ),
      }
    },
  )

export const twoStepRoutes = (auth: Auth): readonly Route[] => [
  twoStepOn(auth),
  twoStepConfirm(auth),
  twoStepOff(auth),
  recoveryCodes(auth),
]
