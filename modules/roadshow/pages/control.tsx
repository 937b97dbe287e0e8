import { Button, Dialog, Form, FormActions, Notice, Said } from '#ui'
import type { Desk } from '../queries.ts'
import { nextOf } from '../rules/order.ts'
import type { Eyes } from './parts.tsx'

type Props = { eyes: Eyes; desk: Desk }

/** One button that does one thing; `act` says which. */
function Act({
  act,
  label,
  tone = 'secondary',
  hidden = {},
}: {
  act: string
  label: string
  tone?: 'primary' | 'secondary' | 'danger'
  hidden?: Readonly<Record<string, string | number>>
}) {
  return (
    <Form inline hidden={{ act, ...hidden }}>
      <Button tone={tone} name="key" value={`${act}-${Object.values(hidden).join('-')}`}>
        {label}
      </Button>
    </Form>
  )
}

function ClockButtons({ eyes: { say }, desk: { roadshow } }: Props) {
  if (roadshow.entryId === null) return null
  const { clock } = roadshow
  return (
    <div class="acts">
      {clock.endsAt === null ? (
        <Act act="start" label={say('roadshow.clock_start')} tone="primary" />
      ) : (
        <Act act="stop" label={say('roadshow.clock_stop')} />
      )}
      {clock.segment === 'pitch' && roadshow.questionSeconds > 0 && (
        <Act act="questions" label={say('roadshow.clock_questions')} />
      )}
      <Act act="extend" label={say('roadshow.clock_more')} hidden={{ seconds: 30 }} />
      <Act act="extend" label={say('roadshow.clock_less')} hidden={{ seconds: -30 }} />
    </div>
  )
}

/** What can be done next, and only that: the way through a roadshow is a straight one. */
export function Control({ eyes, desk }: Props) {
  const { say, locale } = eyes
  const { roadshow, entries } = desk
  if (!desk.may.host) return <p class="hint">{say('roadshow.only_looking')}</p>
  const next = nextOf(entries, roadshow.entryId)
  if (roadshow.state === 'planned')
    return entries.length === 0 ? (
      <Notice tone="warn">{say('roadshow.entries_none')}</Notice>
    ) : (
      <Act act="open" label={say('roadshow.open_hall')} tone="primary" />
    )
  if (roadshow.state === 'running')
    return (
      <>
        <ClockButtons eyes={eyes} desk={desk} />
        {next && (
          <Form inline hidden={{ act: 'call', entry: next.id }}>
            <Button tone={roadshow.entryId === null ? 'primary' : 'secondary'} name="key" value="call-next">
              {say('roadshow.call_on')} <Said text={next.title} locale={locale} />
            </Button>
          </Form>
        )}
        <FormActions>
          <Button type="button" tone="danger" popovertarget="close-voting">
            {say('roadshow.close_voting')}
          </Button>
        </FormActions>
        <Dialog id="close-voting" title={say('roadshow.close_voting')} close={say('kernel.close')}>
          <p>{say('roadshow.close_voting_text')}</p>
          <Act act="close" label={say('roadshow.close_voting')} tone="danger" />
        </Dialog>
      </>
    )
  if (roadshow.state === 'closed')
    return (
      <>
        <p>
          {say(
            roadshow.roundId === null
              ? 'roadshow.freeze_by_votes'
              : roadshow.adjusted
                ? 'roadshow.freeze_by_adjusted'
                : 'roadshow.freeze_by_round',
          )}
        </p>
        <Act act="freeze" label={say('roadshow.freeze')} tone="primary" />
      </>
    )
  if (roadshow.state === 'revealing')
    return roadshow.revealed < roadshow.steps ? (
      <Act
        act="reveal"
        label={say('roadshow.reveal_step', { step: roadshow.revealed + 1, of: roadshow.steps })}
        tone="primary"
        hidden={{ step: roadshow.revealed + 1 }}
      />
    ) : (
      <Act act="finish" label={say('roadshow.finish')} tone="primary" />
    )
  return <Notice tone="success">{say('roadshow.is_done')}</Notice>
}

/** Calls on whoever it should be, in the order of the list. */
export function CallList({ eyes, desk }: Props) {
  const { say, locale } = eyes
  const { roadshow, entries } = desk
  return (
    <ol class="order">
      {entries.map((entry) => (
        <li
          key={entry.id}
          aria-current={entry.id === roadshow.entryId ? 'true' : undefined}
          data-past={entry.pitchedAt !== null && entry.id !== roadshow.entryId ? '' : undefined}
        >
          <Said text={entry.title} locale={locale} />
          {entry.presenter !== '' && <small> {entry.presenter}</small>}
          {desk.may.host && roadshow.state === 'running' && entry.id !== roadshow.entryId && (
            <Form inline hidden={{ act: 'call', entry: entry.id }}>
              <Button small name="key" value={`call-${entry.id}`}>
                {say(entry.pitchedAt === null ? 'roadshow.call' : 'roadshow.call_again')}
              </Button>
            </Form>
          )}
        </li>
      ))}
    </ol>
  )
}

/** Questions of the hall: those that wait, with the choice; those let through, to be marked as answered. */
export function Moderation({ eyes: { say }, desk }: Props) {
  const open = desk.questions.filter(({ state }) => state === 'open')
  const choose = (id: string, state: 'open' | 'declined' | 'answered') =>
    desk.may.host && (
      <Act act="moderate" label={say(`roadshow.mark_${state}`)} hidden={{ question: id, state }} />
    )
  return (
    <>
      <h3>{say('roadshow.questions_waiting', { count: desk.waiting.length })}</h3>
      <ul class="asked">
        {desk.waiting.map(({ id, body }) => (
          <li key={id}>
            <p>{body}</p>
            <div class="acts">
              {choose(id, 'open')}
              {choose(id, 'declined')}
            </div>
          </li>
        ))}
      </ul>
      <h3>{say('roadshow.questions_open', { count: open.length })}</h3>
      <ul class="asked">
        {open.map(({ id, body, support }) => (
          <li key={id}>
            <p>{body}</p>
            <div class="acts">
              {support > 0 && <span class="hint">{say('roadshow.support_count', { count: support })}</span>}
              {choose(id, 'answered')}
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}
