import type { Visit } from '#platform/http'
import { Badge, Button, Form, FormActions, LinkButton, Notice, TextInput, type Tone } from '#ui'
import { type Became, became, isAnswerable, type Said, verdict } from '../held/rules.ts'
import type { Meeting } from '../model.ts'
import { PhaseBanner } from '../phases/banner.tsx'
import { pathOf } from '../timetable/pages/parts.tsx'
import type { OwnMeeting, OwnTimetable } from './queries.ts'
import { whereText, whoText } from './words.ts'

const tones: Record<Became, Tone> = {
  booked: 'good',
  proposed: 'warn',
  declined: 'faint',
  expired: 'faint',
  cancelled: 'bad',
  on: 'info',
  unconfirmed: 'warn',
  half: 'good',
  held: 'good',
  absent: 'bad',
  not_held: 'faint',
  unsaid: 'faint',
}

/** What a meeting is now: once it has begun it is no longer booked, but what both sides said of it. */
export function StateBadge({
  visit,
  meeting,
  said,
}: {
  visit: Visit
  meeting: Meeting
  said: readonly Said[]
}) {
  const is = became(meeting, said, visit.use.now())
  return <Badge tone={tones[is]}>{visit.say(`own.state_${is}`)}</Badge>
}

/** Where to go; an online table is one tap away. */
export function Where({ visit: { say, locale }, own }: { visit: Visit; own: Pick<OwnMeeting, 'table'> }) {
  const text = whereText(say, locale, own)
  const link = own.table?.onlineUrl ?? null
  return link === null ? (
    <span>{text}</span>
  ) : (
    <a href={link} rel="noreferrer">
      {text}
    </a>
  )
}

/** Whose page it is, and who reads it. */
export type Mine = Pick<OwnTimetable, 'me' | 'myName' | 'acting'>

export const meText = ({ say, locale }: Visit, { me, myName }: Mine) =>
  whoText(say, locale, { other: me, otherName: myName })

/** The way of the desk, which acts for somebody, down to that party. */
export const deskTrail = ({ say, href }: Visit, event: OwnTimetable['event']) => [
  { label: say('meetings.title'), href: href(`/console/events/${event.id}/meetings`) },
  { label: say('timetable.section_market'), href: href(pathOf(event, 'market')) },
]

/** The way to a page below a party's timetable. */
export const ownCrumbs = (
  visit: Visit,
  { base, event, ...mine }: { base: string } & Pick<OwnTimetable, 'event'> & Mine,
  title: string,
) => {
  const { say, href } = visit
  const top =
    mine.acting === 'desk'
      ? [...deskTrail(visit, event), { label: meText(visit, mine), href: href(base) }]
      : [{ label: say('own.title'), href: href(base) }]
  return { label: say('kernel.you_are_here'), trail: [...top, { label: title }] }
}

/** Where the meetings are, on every page of a party's own; for the desk that acts for it, as the desk reads it. */
export const Phase = ({
  visit,
  stage,
  event,
  ...mine
}: { visit: Visit } & Pick<OwnTimetable, 'stage' | 'event'> & Mine) => (
  <>
    {mine.acting === 'desk' && (
      <Notice tone="warn" title={visit.say('own.acting_for', { who: meText(visit, mine) })}>
        {visit.say('own.acting_for_text')}
      </Notice>
    )}
    <PhaseBanner
      visit={visit}
      brokerage={stage.brokerage}
      zone={event.zone}
      side={mine.acting === 'desk' ? 'desk' : 'party'}
    />
  </>
)

/** The desk says why it acts for somebody; a party never has to. */
export const Why = ({ visit, acting }: { visit: Visit; acting: OwnTimetable['acting'] }) =>
  acting === 'desk' ? (
    <TextInput
      name="reason"
      label={visit.say('kernel.reason')}
      hint={visit.say('own.reason_hint')}
      required
      maxlength={500}
    />
  ) : null

/** Whether the reader has to say something to it now. */
export const asksMe = (
  { meeting }: Pick<OwnMeeting, 'meeting'>,
  me: OwnTimetable['me'],
  now: string,
): boolean => meeting.state === 'proposed' && meeting.proposedBy !== me.id && (meeting.holdUntil ?? '') > now

/** Yes and no in one tap each; the desk gives its reason with it. */
export function Answer({
  visit,
  base,
  own,
  acting,
}: {
  visit: Visit
  base: string
  own: OwnMeeting
  acting: OwnTimetable['acting']
}) {
  const { say, href, locale } = visit
  return (
    <Form
      inline={acting === 'party'}
      action={href(`${base}/meetings/${own.meeting.id}/answer`)}
      label={say('own.answer_to', { who: whoText(say, locale, own) })}
    >
      <Why visit={visit} acting={acting} />
      <FormActions>
        <Button tone="primary" name="yes" value="yes">
          {say('own.accept')}
        </Button>
        <Button name="yes" value="no">
          {say('own.decline')}
        </Button>
      </FormActions>
    </Form>
  )
}

const answers = ['held', 'other_absent', 'not_held'] as const

/** Whether it took place, in one tap. */
export function Held({
  visit,
  base,
  own,
  timetable,
}: {
  visit: Visit
  base: string
  own: OwnMeeting
  timetable: OwnTimetable
}) {
  const { say, href, locale } = visit
  const mine = own.said.find(({ partyId }) => partyId === timetable.me.id)
  const now = visit.use.now()
  const result = verdict(own.meeting, own.said, now)
  const open = isAnswerable(own.meeting, now)
  return (
    <>
      {!open && !mine && <p>{say('held.answer_over')}</p>}
      {mine && (
        <p>
          {say(`held.you_said_${mine.said}`)}{' '}
          {result === 'not_held' && mine.said === 'held' && say('held.other_said_not')}
        </p>
      )}
      {open && (
        <Form
          inline={timetable.acting === 'party'}
          action={href(`${base}/meetings/${own.meeting.id}/held`)}
          label={say('held.took_place_with', { who: whoText(say, locale, own) })}
        >
          <Why visit={visit} acting={timetable.acting} />
          <FormActions>
            {/* What was said stands above; the others are there to mend it. */}
            {answers
              .filter((said) => said !== mine?.said)
              .map((said) => (
                <Button
                  key={said}
                  name="said"
                  value={said}
                  tone={said === 'held' && !mine ? 'primary' : 'secondary'}
                >
                  {say(`held.say_${said}`)}
                </Button>
              ))}
          </FormActions>
        </Form>
      )}
      {open && mine && mine.said === 'held' && !own.step && (
        <LinkButton href={href(`${base}/meetings/${own.meeting.id}#next`)}>
          {say('held.choose_step')}
        </LinkButton>
      )}
    </>
  )
}
