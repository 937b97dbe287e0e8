import { pick } from '#kernel/text'
import type { Instant } from '#kernel/time'
import { page, type Route, type Visit } from '#platform/http'
import {
  At,
  Button,
  Card,
  EmptyState,
  Form,
  Lasting,
  LinkButton,
  Notice,
  PageHead,
  Section,
  Table,
  Tiles,
} from '#ui'
import { PartyTabs, partyTrail } from '../parts.tsx'
import { phaseAt } from '../phases/rules.ts'
import { ReleaseLog } from '../timetable/pages/log.tsx'
import type { Door } from './door.ts'
import { Answer, asksMe, deskTrail, Held, meText, Phase, StateBadge, Where } from './parts.tsx'
import { type OwnMeeting, type OwnTimetable, readOwnTimetable } from './queries.ts'
import { whoText, whyText } from './words.ts'

type Props = { visit: Visit; base: string; timetable: OwnTimetable }

function Meeting({ visit, base, timetable, own }: Props & { own: OwnMeeting }) {
  const { say, href, locale } = visit
  const now = visit.use.now()
  const { meeting } = own
  const asked = asksMe(own, timetable.me, now)
  const begun = meeting.state === 'booked' && meeting.startsAt <= now
  return (
    <Card
      title={whoText(say, locale, own)}
      href={href(`${base}/meetings/${meeting.id}`)}
      kicker={
        <Lasting visit={visit} start={meeting.startsAt} end={meeting.endsAt} zone={timetable.event.zone} />
      }
      meta={
        <>
          <StateBadge visit={visit} meeting={meeting} said={own.said} /> <Where visit={visit} own={own} />
        </>
      }
      actions={
        (asked || begun) && (
          <>
            {asked && <Answer visit={visit} base={base} own={own} acting={timetable.acting} />}
            {begun && <Held visit={visit} base={base} own={own} timetable={timetable} />}
          </>
        )
      }
    >
      {whyText(say, own)
        .split('\n')
        .slice(0, 2)
        .map((line) => (
          <p key={line}>{line}</p>
        ))}
      {meeting.state === 'proposed' && meeting.holdUntil && meeting.holdUntil > now && (
        <p class="hint">
          {say('own.held_until')} <At visit={visit} at={meeting.holdUntil} zone={timetable.event.zone} />
        </p>
      )}
    </Card>
  )
}

function List({ title, list, ...props }: Props & { title: string; list: readonly OwnMeeting[] }) {
  if (list.length === 0) return null
  return (
    <Section title={title}>
      <Tiles wide>
        {list.map((own) => (
          <Meeting key={own.meeting.id} {...props} own={own} />
        ))}
      </Tiles>
    </Section>
  )
}

/** Wishes that came to nothing so far, with what may be said about why. */
function Left({ visit, base, timetable }: Props) {
  const { say, href, locale } = visit
  const live = phaseAt(timetable.stage.brokerage, visit.use.now()) === 'live'
  if (timetable.left.length === 0) return null
  return (
    <Section title={say('own.left')} lead={say(live ? 'own.left_live' : 'own.left_lead')}>
      <Table
        caption={say('own.left')}
        hideCaption
        rows={timetable.left}
        rowKey={({ other }) => other.id}
        href={({ other }) => (live ? href(`${base}/propose/${other.id}`) : undefined)}
        columns={[
          {
            key: 'who',
            label: say('timetable.person'),
            main: true,
            cell: (row) => whoText(say, locale, row),
          },
          {
            key: 'kind',
            label: say('timetable.kind'),
            cell: ({ wish }) => say(`timetable.${wish.kind === 'must' ? 'must' : 'meet'}`),
          },
          { key: 'why', label: say('timetable.why'), cell: ({ why }) => say(`own.why_not_${why}`) },
        ]}
      />
    </Section>
  )
}

/** Why nothing stands here yet, and what can be done about it. */
function noneText({ stage: { brokerage }, left }: OwnTimetable, at: Instant) {
  const phase = phaseAt(brokerage, at)
  if (phase === 'done') return 'own.none_over'
  if (brokerage.release === 0) return 'own.none_yet'
  if (phase === 'live') return 'own.none_live'
  return left.every(({ why }) => why === 'later') ? 'own.none_wished' : 'own.none_text'
}

export const timetablePage = (door: Door): Route =>
  page({
    path: door.path,
    who: door.who,
    show: async (visit) => {
      const { say, href, locale } = visit
      const of = await door.partyOf(visit)
      const timetable = await visit.use.ask(readOwnTimetable, of)
      const { event, meetings, me, stage, acting } = timetable
      const isDesk = acting === 'desk'
      const title = isDesk ? meText(visit, timetable) : say('own.title')
      const base = door.base(visit)
      const now = visit.use.now()
      const standing = meetings.filter(
        ({ meeting }) =>
          meeting.state === 'booked' || (meeting.state === 'proposed' && (meeting.holdUntil ?? '') > now),
      )
      const asked = standing.filter((own) => asksMe(own, me, now))
      const ahead = standing.filter((own) => !asked.includes(own) && own.meeting.endsAt > now)
      const on = ahead.filter(({ meeting }) => meeting.startsAt <= now)
      const coming = ahead.filter((own) => !on.includes(own))
      const past = standing.filter((own) => !asked.includes(own) && own.meeting.endsAt <= now)
      const off = meetings.filter((own) => !standing.includes(own))
      const live = phaseAt(stage.brokerage, now) === 'live'
      const props = { visit, base, timetable }
      const feed = `${visit.origin}${href(`/timetables/feed/${me.feedKey}/meetings.ics`)}`
      return {
        title,
        shell: door.shell,
        noIndex: true,
        current: '/console/events',
        body: (
          <>
            <PageHead
              title={title}
              kicker={pick(event.title, locale).value}
              crumbs={{
                label: say('kernel.you_are_here'),
                trail: [
                  ...(isDesk ? deskTrail(visit, event) : partyTrail(visit, timetable)),
                  { label: title },
                ],
              }}
              lead={say('own.lead', { count: standing.length })}
              actions={
                <>
                  {live && (
                    <LinkButton tone="primary" href={href(`${base}/market`)}>
                      {say('own.propose')}
                    </LinkButton>
                  )}
                  <LinkButton href={href(`${base}/follow-ups`)}>
                    {say(isDesk ? 'held.follow_ups_of' : 'held.follow_ups')}
                  </LinkButton>
                  <LinkButton icon="file" href={href(`${base}/meetings.ics`)}>
                    {say('own.calendar')}
                  </LinkButton>
                </>
              }
            />
            {!isDesk && !of.byLink && <PartyTabs visit={visit} place={timetable} page="timetable" />}
            <Phase visit={visit} {...timetable} />
            {standing.length === 0 && (
              <EmptyState icon="time" title={say('own.none')}>
                {say(noneText(timetable, now))}
              </EmptyState>
            )}
            <List {...props} title={say('own.asked')} list={asked} />
            <List {...props} title={say('own.on')} list={on} />
            <List {...props} title={say('own.coming')} list={coming} />
            <List {...props} title={say('own.past')} list={past} />
            <Left {...props} />
            {off.length > 0 && <List {...props} title={say('own.off')} list={off} />}
            <ReleaseLog visit={visit} releases={timetable.releases} zone={event.zone} />
            {timetable.acting === 'party' && (
              <Notice title={say('own.subscribe')}>
                <p>{say('own.subscribe_text')}</p>
                <code class="hash">{feed}</code>
                <p>{say('own.renew_feed_text')}</p>
                <Form inline action={href(`${base}/renew-feed`)}>
                  <Button small>{say('own.renew_feed')}</Button>
                </Form>
              </Notice>
            )}
          </>
        ),
      }
    },
  })
