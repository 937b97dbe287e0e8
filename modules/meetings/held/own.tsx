import { action, page, type Route } from '#platform/http'
import { Badge, Button, Day, EmptyState, Form, PageHead, Table } from '#ui'
import { type Door, meetingIn } from '../own/door.ts'
import { ownCrumbs, Phase, Why } from '../own/parts.tsx'
import { readOwnTimetable } from '../own/queries.ts'
import { whoText } from '../own/words.ts'
import { finishStep } from './commands.ts'

/** A party's follow-ups: what is due first, what is done last. */
const followUps = (door: Door): Route =>
  page({
    path: `${door.path}/follow-ups`,
    who: door.who,
    show: async (visit) => {
      const { say, href, locale } = visit
      const timetable = await visit.use.ask(readOwnTimetable, await door.partyOf(visit))
      const base = door.base(visit)
      const title = say(timetable.acting === 'desk' ? 'held.follow_ups_of' : 'held.follow_ups')
      const rows = timetable.meetings
        .flatMap((own) => (own.step ? [{ own, step: own.step }] : []))
        .sort(
          (one, other) =>
            Number(one.step.doneAt !== null) - Number(other.step.doneAt !== null) ||
            ((one.step.dueOn ?? '9') < (other.step.dueOn ?? '9') ? -1 : 1),
        )
      return {
        title,
        shell: door.shell,
        noIndex: true,
        current: '/console/events',
        body: (
          <>
            <PageHead title={title} crumbs={ownCrumbs(visit, { base, ...timetable }, title)} />
            <Phase visit={visit} {...timetable} />
            <Table
              caption={say('held.follow_ups')}
              hideCaption
              rows={rows}
              rowKey={({ own }) => own.meeting.id}
              empty={
                <EmptyState icon="check" title={say('held.no_follow_ups')}>
                  {say('held.no_follow_ups_text')}
                </EmptyState>
              }
              columns={[
                {
                  key: 'who',
                  label: say('timetable.person'),
                  main: true,
                  cell: ({ own }) => (
                    <a href={href(`${base}/meetings/${own.meeting.id}`)}>{whoText(say, locale, own)}</a>
                  ),
                },
                {
                  key: 'step',
                  label: say('held.next_step'),
                  cell: ({ step }) => say(`held.step_${step.step}`),
                },
                { key: 'note', label: say('held.note'), cell: ({ step }) => step.note },
                {
                  key: 'due',
                  label: say('held.due_on'),
                  cell: ({ step }) => (step.dueOn ? <Day date={step.dueOn} locale={locale} /> : ''),
                },
                {
                  key: 'done',
                  label: say('kernel.status'),
                  cell: ({ own, step }) => (
                    <Form
                      inline
                      action={href(`${base}/meetings/${own.meeting.id}/done`)}
                      hidden={{ done: step.doneAt ? 'no' : 'yes' }}
                    >
                      {step.doneAt && <Badge tone="good">{say('held.done')}</Badge>}{' '}
                      <Why visit={visit} acting={timetable.acting} />
                      <Button small>{say(step.doneAt ? 'held.reopen' : 'held.mark_done')}</Button>
                    </Form>
                  ),
                },
              ]}
            />
          </>
        ),
      }
    },
  })

const doneAction = (door: Door): Route =>
  action({
    path: `${door.path}/meetings/:meeting/done`,
    who: door.who,
    submit: async (visit, values) => {
      await visit.use.run(finishStep, {
        ...(await door.partyOf(visit)),
        meetingId: meetingIn(visit),
        done: values.text('done') === 'yes',
        reason: values.text('reason'),
      })
      return { to: `${door.base(visit)}/follow-ups`, told: 'own.told_step' }
    },
  })

export const followUpRoutes = (door: Door): Route[] => [followUps(door), doneAction(door)]
