import { notFound } from '#kernel/errors'
import { dateIn } from '#kernel/time'
import { action, form, type Route, type Visit } from '#platform/http'
import {
  At,
  Button,
  DateTimeInput,
  DefinitionList,
  ErrorSummary,
  Form,
  FormActions,
  Lasting,
  LinkButton,
  PageHead,
  RadioGroup,
  Section,
  TextArea,
} from '#ui'
import { chooseNextStep, sayHeld } from '../held/commands.ts'
import { isAnswerable } from '../held/rules.ts'
import { answerProposal, cancelMeeting } from '../market/commands/end.ts'
import { isStanding } from '../market/rules/asking.ts'
import { nextSteps } from '../model.ts'

import { type Door, meetingIn } from './door.ts'
import { Answer, asksMe, Held, ownCrumbs, Phase, StateBadge, Where, Why } from './parts.tsx'
import { type OwnMeeting, type OwnTimetable, readOwnTimetable } from './queries.ts'
import { whoText, whyText } from './words.ts'

type Data = { timetable: OwnTimetable; own: OwnMeeting }

async function load(door: Door, visit: Visit): Promise<Data> {
  const timetable = await visit.use.ask(readOwnTimetable, await door.partyOf(visit))
  const id = meetingIn(visit)
  const own = timetable.meetings.find(({ meeting }) => meeting.id === id)
  if (!own) throw notFound()
  return { timetable, own }
}

/** Off with it: a proposal of one's own is taken back, what was agreed is called off. */
function Off({ visit, base, own, timetable }: Data & { visit: Visit; base: string }) {
  const { say, href } = visit
  const { meeting } = own
  const mine = meeting.proposedBy === timetable.me.id || timetable.acting === 'desk'
  if (meeting.startsAt <= visit.use.now()) return null
  if (meeting.state !== 'booked' && !(meeting.state === 'proposed' && mine)) return null
  return (
    <Section
      title={say(meeting.state === 'booked' ? 'own.call_off' : 'own.take_back')}
      lead={say('own.call_off_text')}
    >
      <Form action={href(`${base}/meetings/${meeting.id}/cancel`)}>
        {timetable.acting === 'desk' ? (
          <Why visit={visit} acting="desk" />
        ) : (
          <TextArea name="reason" label={say('own.call_off_reason')} rows={2} maxlength={500} />
        )}
        <FormActions>
          <Button tone="danger">{say(meeting.state === 'booked' ? 'own.call_off' : 'own.take_back')}</Button>
          {meeting.state === 'proposed' && mine && (
            <LinkButton href={href(`${base}/meetings/${meeting.id}/edit`)}>{say('own.edit')}</LinkButton>
          )}
        </FormActions>
      </Form>
    </Section>
  )
}

/** Why it came to nothing is for both; why the desk acted in one that stands is for the desk. */
const reasonOf = (meeting: OwnMeeting['meeting'], acting: OwnTimetable['acting']): string =>
  acting === 'desk' || !isStanding(meeting) ? (meeting.reason ?? '') : ''

const meetingPage = (door: Door): Route =>
  form<Data>({
    path: `${door.path}/meetings/:meeting`,
    who: door.who,
    load: (visit) => load(door, visit),
    view: (visit, { timetable, own }, state) => {
      const { say, locale } = visit
      const base = door.base(visit)
      const now = visit.use.now()
      const { meeting, step } = own
      const { zone } = timetable.event
      const begun = meeting.state === 'booked' && meeting.startsAt <= now
      const title = whoText(say, locale, own)
      return {
        title,
        shell: door.shell,
        noIndex: true,
        current: '/console/events',
        body: (
          <>
            <PageHead
              title={title}
              badge={<StateBadge visit={visit} meeting={meeting} said={own.said} />}
              meta={<Lasting visit={visit} start={meeting.startsAt} end={meeting.endsAt} zone={zone} />}
              crumbs={ownCrumbs(visit, { base, ...timetable }, title)}
            />
            <Phase visit={visit} {...timetable} />
            <ErrorSummary title={state.refusal} problems={state.problems} />
            <DefinitionList
              items={[
                { term: say('own.where'), value: <Where visit={visit} own={own} /> },
                {
                  term: say('own.why'),
                  value: whyText(say, own)
                    .split('\n')
                    .map((line) => <p key={line}>{line}</p>),
                },
                { term: say('own.message'), value: meeting.message },
                { term: say('kernel.reason'), value: reasonOf(meeting, timetable.acting) },
                {
                  term: say('own.held_until'),
                  value: meeting.holdUntil ? <At visit={visit} at={meeting.holdUntil} zone={zone} /> : '',
                },
              ]}
            />
            {asksMe(own, timetable.me, now) && (
              <Section title={say('own.answer')}>
                <Answer visit={visit} base={base} own={own} acting={timetable.acting} />
              </Section>
            )}
            {begun && (
              <Section title={say('held.took_place')}>
                <Held visit={visit} base={base} own={own} timetable={timetable} />
              </Section>
            )}
            {isAnswerable(meeting, now) && (
              <Section id="next" title={say('held.next_step')} lead={say('held.next_step_text')}>
                <Form send={say('kernel.save')}>
                  <RadioGroup
                    name="step"
                    label={say('held.next_step')}
                    of={state}
                    value={step?.step ?? ''}
                    required
                    options={nextSteps.map((each) => ({ value: each, label: say(`held.step_${each}`) }))}
                  />
                  <TextArea
                    name="note"
                    label={say('held.note')}
                    of={state}
                    value={step?.note ?? ''}
                    rows={2}
                    maxlength={1000}
                  />
                  <DateTimeInput
                    name="dueOn"
                    kind="date"
                    label={say('held.due_on')}
                    of={state}
                    value={step?.dueOn ?? ''}
                    min={dateIn(now, zone)}
                  />
                  <Why visit={visit} acting={timetable.acting} />
                </Form>
              </Section>
            )}
            <Off visit={visit} base={base} own={own} timetable={timetable} />
          </>
        ),
      }
    },
    submit: async (visit, values) => {
      const chosen = nextSteps.find((step) => step === values.text('step'))
      await visit.use.run(chooseNextStep, {
        ...(await door.partyOf(visit)),
        meetingId: meetingIn(visit),
        step: chosen ?? ('' as 'follow_up'), // '' is refused by the schema, at its field
        note: values.text('note'),
        dueOn: values.text('dueOn'),
        reason: values.text('reason'),
      })
      return { to: door.base(visit), told: 'own.told_step' }
    },
  })

const answerAction = (door: Door): Route =>
  action({
    path: `${door.path}/meetings/:meeting/answer`,
    who: door.who,
    submit: async (visit, values) => {
      const yes = values.text('yes') === 'yes'
      const { meeting } = await visit.use.run(answerProposal, {
        ...(await door.partyOf(visit)),
        meetingId: meetingIn(visit),
        yes,
        reason: values.text('reason'),
      })
      const told =
        meeting.state === 'booked' ? 'own.told_booked' : yes ? 'own.told_asked' : 'own.told_declined'
      return { to: door.base(visit), told }
    },
  })

const cancelAction = (door: Door): Route =>
  action({
    path: `${door.path}/meetings/:meeting/cancel`,
    who: door.who,
    submit: async (visit, values) => {
      await visit.use.run(cancelMeeting, {
        ...(await door.partyOf(visit)),
        meetingId: meetingIn(visit),
        reason: values.text('reason'),
      })
      return { to: door.base(visit), told: 'own.told_off' }
    },
  })

const heldAction = (door: Door): Route =>
  action({
    path: `${door.path}/meetings/:meeting/held`,
    who: door.who,
    submit: async (visit, values) => {
      const said = (['held', 'other_absent', 'not_held'] as const).find(
        (each) => each === values.text('said'),
      )
      if (!said) throw notFound()
      await visit.use.run(sayHeld, {
        ...(await door.partyOf(visit)),
        meetingId: meetingIn(visit),
        said,
        reason: values.text('reason'),
      })
      return { to: `${door.base(visit)}/meetings/${meetingIn(visit)}`, told: 'own.told_held' }
    },
  })

export const meetingRoutes = (door: Door): Route[] => [
  meetingPage(door),
  answerAction(door),
  cancelAction(door),
  heldAction(door),
]
