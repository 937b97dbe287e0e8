import { signedIn } from '#kernel/access'
import { invalidField, notFound } from '#kernel/errors'
import { formatDate, formatInstant, type PlainDate, zone, zoneLabel } from '#kernel/time'
import { action, form, type Route, type Visit } from '#platform/http'
import { Button, Checkbox, Form, FormActions, LinkButton, Notice, Section } from '#ui'
import { askErasure, undoErasure } from '../erasure/commands.ts'
import type { Erasure, Hold } from '../erasure/model.ts'
import { ownErasure } from '../erasure/queries.ts'
import { freshMinutes, graceDays, isFresh } from '../erasure/rules.ts'
import { PersonId } from '../model.ts'
import { AccountHead } from './account.tsx'
import type { PeoplePorts } from './ports.ts'
import { callerOf } from './visit.ts'

const goes = ['record', 'sign_in', 'registrations', 'projects', 'meetings', 'outcomes', 'letters'] as const
const stays = ['counts', 'ledger', 'statements', 'trail', 'others', 'notes'] as const

const List = ({ visit, of, lines }: { visit: Visit; of: 'goes' | 'stays'; lines: readonly string[] }) => (
  <Section title={visit.say(`people.erase_${of}`)}>
    <ul>
      {lines.map((line) => (
        <li key={line}>{visit.say(`people.erase_${of}_${line}`)}</li>
      ))}
    </ul>
  </Section>
)

const until = ({ readerZone, locale }: Visit, { dueAt }: Erasure) => {
  const clock = readerZone ?? zone('UTC')
  return `${formatInstant(dueAt, clock, locale, 'full')} ${zoneLabel(clock, dueAt, locale)}`
}
const day = (visit: Visit, date: PlainDate) => formatDate(date, visit.locale)

/** What was asked for, until when it can be undone, and what keeps it waiting. */
const Asked = ({ visit, open, holds }: { visit: Visit; open: Erasure; holds: readonly Hold[] }) => {
  const { say, href } = visit
  return (
    <Notice
      tone="warn"
      title={say('people.erase_asked_title')}
      actions={
        <Form inline action={href('/account/erase/undo')}>
          <Button tone="primary">{say('people.erase_undo')}</Button>
        </Form>
      }
    >
      <p>{say('people.erase_asked_text', { until: until(visit, open) })}</p>
      {open.waits.length + holds.length > 0 && (
        <>
          <p>{say('people.erase_waits')}</p>
          <ul>
            {open.waits
              .filter((code) => code !== 'people.wait_hold')
              .map((code) => (
                <li key={code}>{say(code)}</li>
              ))}
            {holds.map(({ id, reason, until: last }) => (
              <li key={id}>{say('people.hold_line', { reason, until: day(visit, last) })}</li>
            ))}
          </ul>
        </>
      )}
    </Notice>
  )
}

const erasePage = ({ auth }: PeoplePorts): Route => {
  const isFreshNow = async (visit: Visit) => isFresh(await auth.begunAt(callerOf(visit)), visit.use.now())
  return form({
    path: '/account/erase',
    who: signedIn,
    load: async (visit) => ({ ...(await visit.use.ask(ownErasure, {})), fresh: await isFreshNow(visit) }),
    view: (visit, { open, holds, fresh }, state) => {
      const { say, href } = visit
      return {
        title: say('people.erase'),
        shell: 'public',
        noIndex: true,
        body: (
          <>
            <AccountHead visit={visit} lead={say('people.erase_lead')} />
            {open && <Asked visit={visit} open={open} holds={holds} />}
            <List visit={visit} of="goes" lines={goes} />
            <List visit={visit} of="stays" lines={stays} />
            {!open && (
              <Section
                title={say('people.erase_ask')}
                lead={say('people.erase_ask_lead', { days: graceDays })}
              >
                {fresh ? (
                  <Form of={state}>
                    <Checkbox of={state} name="sure" label={say('people.erase_sure')} required />
                    <FormActions>
                      <Button tone="danger">{say('people.erase_button')}</Button>
                      <LinkButton tone="quiet" href={href('/account/data')}>
                        {say('people.erase_download_first')}
                      </LinkButton>
                    </FormActions>
                  </Form>
                ) : (
                  <Notice tone="info" title={say('people.erase_sign_in_title')}>
                    <p>{say('people.erase_sign_in_again', { minutes: freshMinutes })}</p>
                    <LinkButton href={href('/sign-in?next=/account/erase')}>
                      {say('people.sign_in')}
                    </LinkButton>
                  </Notice>
                )}
              </Section>
            )}
          </>
        ),
      }
    },
    submit: async (visit, values) => {
      if (!values.flag('sure')) throw invalidField('sure', 'people.erase_not_sure')
      await visit.use.run(askErasure, { fresh: await isFreshNow(visit) })
      return { to: '/account/erase', told: 'people.told_erase_asked' }
    },
  })
}

const undo: Route = action({
  path: '/account/erase/undo',
  who: signedIn,
  submit: async (visit) => {
    const personId = PersonId.safeParse(visit.me?.personId)
    if (!personId.success) throw notFound()
    await visit.use.run(undoErasure, { personId: personId.data })
    return { to: '/account/erase', told: 'people.told_erase_undone' }
  },
})

export const eraseRoutes = (ports: PeoplePorts): readonly Route[] => [erasePage(ports), undo]
