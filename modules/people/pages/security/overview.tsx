import { signedIn } from '#kernel/access'
import { formatInstant, zone, zoneText } from '#kernel/time'
import { action, page, type Route, type Visit } from '#platform/http'
import { Badge, Button, EmptyState, Form, FormActions, LinkButton, Section, Table } from '#ui'
import type { Auth } from '../../auth/index.ts'
import { AccountHead } from '../account.tsx'
import { deviceOf } from '../device.ts'
import { PasskeyButton } from '../passkey.tsx'
import { callerOf, relay } from '../visit.ts'

type Overview = Awaited<ReturnType<Auth['overview']>>

const clockOf = (visit: Visit) => visit.readerZone ?? zone('UTC')
const when = (visit: Visit, at: Overview['sessions'][number]['seenAt']) =>
  formatInstant(at, clockOf(visit), visit.locale, 'short')

const Sessions = ({ visit, sessions }: { visit: Visit; sessions: Overview['sessions'] }) => {
  const { say, href } = visit
  return (
    <Section
      title={say('people.sessions')}
      lead={say('people.sessions_lead', {
        zone: zoneText(clockOf(visit), visit.locale),
      })}
      actions={
        <Form inline action={href('/account/security/sign-out-everywhere')}>
          <Button tone="danger">{say('people.sign_out_everywhere')}</Button>
        </Form>
      }
    >
      <Table
        caption={say('people.sessions')}
        hideCaption
        rows={sessions}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'device',
            label: say('people.device'),
            main: true,
            cell: ({ device, here }) => (
              <>
                {deviceOf(device) || say('people.device_unknown')}{' '}
                {here && <Badge tone="good">{say('people.here')}</Badge>}
              </>
            ),
          },
          { key: 'address', label: say('people.address'), cell: ({ address }) => address },
          { key: 'begun', label: say('people.begun'), cell: ({ begunAt }) => when(visit, begunAt) },
          {
            key: 'end',
            label: say('people.end_session'),
            hideLabel: true,
            cell: ({ id, here }) =>
              !here && (
                <Form inline action={href('/account/security/end-session')} hidden={{ session: id }}>
                  <Button small>{say('people.end_session')}</Button>
                </Form>
              ),
          },
        ]}
      />
    </Section>
  )
}

const Passkeys = ({ visit, passkeys }: { visit: Visit; passkeys: Overview['passkeys'] }) => {
  const { say, href } = visit
  return (
    <Section title={say('people.passkeys')} lead={say('people.passkeys_lead')}>
      <Table
        caption={say('people.passkeys')}
        hideCaption
        rows={passkeys}
        rowKey={({ id }) => id}
        empty={<EmptyState title={say('people.no_passkeys')}>{say('people.no_passkeys_text')}</EmptyState>}
        columns={[
          { key: 'name', label: say('people.passkey'), cell: ({ name }) => name || say('people.passkey') },
          {
            key: 'added',
            label: say('people.added'),
            cell: ({ addedAt }) => addedAt && when(visit, addedAt),
          },
          {
            key: 'remove',
            label: say('kernel.remove'),
            hideLabel: true,
            cell: ({ id }) => (
              <Form inline action={href('/account/security/remove-passkey')} hidden={{ passkey: id }}>
                <Button small>{say('kernel.remove')}</Button>
              </Form>
            ),
          },
        ]}
      />
      <PasskeyButton visit={visit} mode="add" to="/account/security" />
    </Section>
  )
}

const SecondStep = ({ visit, overview }: { visit: Visit; overview: Overview }) => {
  const { say, href } = visit
  const state = overview.secondStep ? (
    <Badge tone="good">{say('people.is_on')}</Badge>
  ) : (
    <Badge>{say('people.is_off')}</Badge>
  )
  return (
    <Section
      title={
        <>
          {say('people.second_step')} {state}
        </>
      }
      lead={say(overview.hasPassword ? 'people.second_step_lead' : 'people.second_step_needs')}
    >
      {overview.hasPassword && (
        <FormActions>
          {overview.secondStep ? (
            <>
              <LinkButton href={href('/account/security/recovery-codes')}>
                {say('people.new_recovery_codes')}
              </LinkButton>
              <LinkButton tone="danger" href={href('/account/security/two-step/off')}>
                {say('people.turn_off')}
              </LinkButton>
            </>
          ) : (
            <LinkButton href={href('/account/security/two-step')}>{say('people.set_up')}</LinkButton>
          )}
        </FormActions>
      )}
    </Section>
  )
}

export const overviewPage = (auth: Auth): Route =>
  page({
    path: '/account/security',
    who: signedIn,
    show: async (visit) => {
      const { say, href } = visit
      const overview = await auth.overview(callerOf(visit))
      return {
        title: say('people.security'),
        shell: 'public',
        noIndex: true,
        islands: ['passkey'],
        body: (
          <>
            <AccountHead visit={visit} lead={say('people.security_lead')} />
            <Section title={say('people.password')} lead={say('people.password_about')}>
              <FormActions>
                <LinkButton href={href('/account/security/password')}>
                  {say(overview.hasPassword ? 'people.change_password' : 'people.set_password')}
                </LinkButton>
              </FormActions>
            </Section>
            <SecondStep visit={visit} overview={overview} />
            <Passkeys visit={visit} passkeys={overview.passkeys} />
            <Sessions visit={visit} sessions={overview.sessions} />
          </>
        ),
      }
    },
  })

export const endings = (auth: Auth): readonly Route[] => [
  action({
    path: '/account/security/end-session',
    who: signedIn,
    submit: async (visit, values) => {
      await auth.endSession(callerOf(visit), values.text('session'))
      return { to: '/account/security', told: 'people.told_session_ended' }
    },
  }),
  action({
    path: '/account/security/sign-out-everywhere',
    who: signedIn,
    submit: async (visit) => {
      relay(visit, await auth.endAllSessions(callerOf(visit)))
      return { to: '/sign-in', told: 'people.told_everywhere' }
    },
  }),
  action({
    path: '/account/security/remove-passkey',
    who: signedIn,
    submit: async (visit, values) => {
      await auth.removePasskey(callerOf(visit), values.text('passkey'))
      return { to: '/account/security', told: 'people.told_passkey_removed' }
    },
  }),
]
