import { notFound } from '#kernel/errors'
import { displayName } from '#kernel/names'
import { zone } from '#kernel/time'
import { action, form, type Route, type Visit } from '#platform/http'
import {
  At,
  Badge,
  Button,
  Checkbox,
  DateTimeInput,
  Day,
  EmptyState,
  ErrorSummary,
  Form,
  FormActions,
  PageHead,
  Section,
  Table,
  TextInput,
} from '#ui'
import { mayErase } from '../erasure/access.ts'
import { askErasureFor, holdRecords, liftHold, undoErasure } from '../erasure/commands.ts'
import { type Erasure, HoldId } from '../erasure/model.ts'
import { listErasures } from '../erasure/queries.ts'
import { graceDays } from '../erasure/rules.ts'
import { type Person, PersonId } from '../model.ts'

type Data = Awaited<ReturnType<(typeof listErasures)['load']>>

const nameIn = ({ locale }: Visit, person: Person | undefined) =>
  person ? displayName(person.name, locale) || (person.email ?? '') : ''

const State = ({ visit, one }: { visit: Visit; one: Erasure }) => {
  const { say } = visit
  if (one.doneAt) return <Badge tone="faint">{say('people.erasure_done')}</Badge>
  if (one.undoneAt) return <Badge tone="faint">{say('people.erasure_undone')}</Badge>
  if (one.waits.length === 0) return <Badge tone="warn">{say('people.erasure_open')}</Badge>
  return (
    <>
      <Badge tone="bad">{say('people.erasure_waiting')}</Badge>
      {one.waits.map((code) => (
        <small key={code}> {say(code)}</small>
      ))}
    </>
  )
}

const Requests = ({ visit, data }: { visit: Visit; data: Data }) => {
  const { say, href } = visit
  const clock = visit.readerZone ?? zone('UTC')
  return (
    <Table
      caption={say('people.erasures')}
      hideCaption
      rows={data.erasures}
      rowKey={({ id }) => id}
      empty={<EmptyState title={say('people.no_erasures')}>{say('people.no_erasures_text')}</EmptyState>}
      columns={[
        {
          key: 'person',
          label: say('people.person'),
          main: true,
          cell: ({ personId }) => nameIn(visit, data.people.get(personId)),
        },
        { key: 'way', label: say('people.erasure_way'), cell: ({ way }) => say(`people.erasure_way_${way}`) },
        { key: 'note', label: say('people.erasure_note'), cell: ({ note }) => note },
        {
          key: 'due',
          label: say('people.erasure_when'),
          cell: ({ dueAt, doneAt, undoneAt }) => (
            <At visit={visit} at={doneAt ?? undoneAt ?? dueAt} zone={clock} style="short" />
          ),
        },
        { key: 'state', label: say('people.state'), cell: (one) => <State visit={visit} one={one} /> },
        {
          key: 'undo',
          label: say('people.erase_undo'),
          hideLabel: true,
          cell: ({ personId, doneAt, undoneAt }) =>
            doneAt === null &&
            undoneAt === null && (
              <Form inline action={href(`/console/people/erasures/${personId}/undo`)}>
                <Button small>{say('people.erase_undo')}</Button>
              </Form>
            ),
        },
      ]}
    />
  )
}

const Holds = ({ visit, data }: { visit: Visit; data: Data }) => {
  const { say, href, locale } = visit
  return (
    <Table
      caption={say('people.holds')}
      hideCaption
      rows={data.holds}
      rowKey={({ id }) => id}
      empty={<EmptyState title={say('people.no_holds')}>{say('people.no_holds_text')}</EmptyState>}
      columns={[
        {
          key: 'person',
          label: say('people.person'),
          main: true,
          cell: ({ personId }) => nameIn(visit, data.people.get(personId)),
        },
        { key: 'reason', label: say('people.hold_reason'), cell: ({ reason }) => reason },
        {
          key: 'until',
          label: say('people.hold_until'),
          cell: ({ until }) => <Day date={until} locale={locale} />,
        },
        {
          key: 'lift',
          label: say('people.hold_lift'),
          hideLabel: true,
          cell: ({ id }) => (
            <Form inline action={href(`/console/people/holds/${id}/lift`)}>
              <Button small>{say('people.hold_lift')}</Button>
            </Form>
          ),
        },
      ]}
    />
  )
}

const erasuresPage: Route = form({
  path: '/console/people/erasures',
  who: mayErase,
  load: (visit) => visit.use.ask(listErasures, {}),
  view: (visit, data: Data, state) => {
    const { say } = visit
    return {
      title: say('people.erasures'),
      shell: 'console',
      body: (
        <>
          <PageHead title={say('people.erasures')} lead={say('people.erasures_lead')} />
          <ErrorSummary title={state.refusal} problems={state.problems} />
          <Requests visit={visit} data={data} />
          <Section
            title={say('people.erasure_ask')}
            lead={say('people.erasure_ask_lead', { days: graceDays })}
          >
            <Form hidden={{ what: 'erase' }}>
              <TextInput
                of={state}
                name="email"
                type="email"
                label={say('people.email')}
                maxlength={254}
                required
              />
              <TextInput
                of={state}
                name="note"
                label={say('people.erasure_note')}
                hint={say('people.erasure_note_hint')}
                maxlength={300}
                required
              />
              <Checkbox
                of={state}
                name="atOnce"
                label={say('people.erasure_at_once')}
                hint={say('people.erasure_at_once_hint')}
              />
              <FormActions>
                <Button tone="danger">{say('people.erasure_button')}</Button>
              </FormActions>
            </Form>
          </Section>
          <Section title={say('people.hold')} lead={say('people.hold_lead')}>
            <Form hidden={{ what: 'hold' }}>
              <TextInput
                of={state}
                name="held"
                type="email"
                label={say('people.email')}
                maxlength={254}
                required
              />
              <TextInput
                of={state}
                name="reason"
                label={say('people.hold_reason')}
                hint={say('people.hold_reason_hint')}
                maxlength={500}
                required
              />
              <DateTimeInput of={state} name="until" kind="date" label={say('people.hold_until')} required />
              <FormActions>
                <Button>{say('people.hold_button')}</Button>
              </FormActions>
            </Form>
          </Section>
          <Section title={say('people.holds')}>
            <Holds visit={visit} data={data} />
          </Section>
        </>
      ),
    }
  },
  submit: async (visit, values) => {
    if (values.text('what') === 'hold') {
      await visit.use.run(holdRecords, {
        held: values.text('held').toLowerCase(),
        reason: values.text('reason'),
        until: values.text('until') as never, // the schema says whether it is a day
      })
      return { to: '/console/people/erasures', told: 'people.told_held' }
    }
    await visit.use.run(askErasureFor, {
      email: values.text('email').toLowerCase(),
      note: values.text('note'),
      atOnce: values.flag('atOnce'),
    })
    return { to: '/console/people/erasures', told: 'people.told_erasure_asked' }
  },
})

const undo: Route = action({
  path: '/console/people/erasures/:person/undo',
  who: mayErase,
  submit: async (visit) => {
    const personId = PersonId.safeParse(visit.params.person)
    if (!personId.success) throw notFound()
    await visit.use.run(undoErasure, { personId: personId.data })
    return { to: '/console/people/erasures', told: 'people.told_erase_undone' }
  },
})

const lift: Route = action({
  path: '/console/people/holds/:hold/lift',
  who: mayErase,
  submit: async (visit) => {
    const holdId = HoldId.safeParse(visit.params.hold)
    if (!holdId.success) throw notFound()
    await visit.use.run(liftHold, { holdId: holdId.data })
    return { to: '/console/people/erasures', told: 'people.told_lifted' }
  },
})

export const erasuresRoutes: readonly Route[] = [erasuresPage, undo, lift]
