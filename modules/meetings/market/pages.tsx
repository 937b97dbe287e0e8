import { notFound } from '#kernel/errors'
import { form, page, type Route, type Visit } from '#platform/http'
import {
  EmptyState,
  ErrorSummary,
  Form,
  Lasting,
  LinkButton,
  PageHead,
  RadioGroup,
  SearchBox,
  Table,
  TextArea,
} from '#ui'
import { PartyId, type SlotId } from '../model.ts'
import { type Door, meetingIn } from '../own/door.ts'
import { ownCrumbs, Phase, Why } from '../own/parts.tsx'
import { readOwnTimetable } from '../own/queries.ts'
import { whoText } from '../own/words.ts'
import { editProposal, proposeMeeting } from './commands/ask.ts'
import { type Free, readFellows, readFree } from './queries.ts'

function otherIn(visit: Visit): PartyId {
  const id = PartyId.safeParse(visit.params.other)
  if (!id.success) throw notFound()
  return id.data
}

function FreeForm({
  visit,
  free,
  state,
}: {
  visit: Visit
  free: Free
  state: Parameters<typeof ErrorSummary>[0] & { of: Parameters<typeof RadioGroup>[0]['of'] }
}) {
  const { say } = visit
  const { stage, event, places, meeting } = free
  return (
    <Form send={say(meeting ? 'market.change' : 'market.propose')}>
      <RadioGroup
        name="slotId"
        label={say('market.slot')}
        hint={say('market.slot_hint', { minutes: stage.brokerage.holdMinutes })}
        of={state.of}
        value={meeting?.slotId ?? ''}
        required
        options={places.flatMap(({ slotId }) => {
          const slot = stage.slots.find(({ id }) => id === slotId)
          const label = slot && (
            <Lasting visit={visit} start={slot.startsAt} end={slot.endsAt} zone={event.zone} />
          )
          return label ? [{ value: slotId, label }] : []
        })}
      />
      <TextArea
        name="message"
        label={say('market.message')}
        hint={say('market.message_hint')}
        of={state.of}
        value={meeting?.message ?? ''}
        rows={3}
        maxlength={500}
      />
      <Why visit={visit} acting={free.acting} />
    </Form>
  )
}

const view =
  (door: Door) =>
  (visit: Visit, free: Free, state: Parameters<Parameters<typeof form<Free>>[0]['view']>[2]) => {
    const { say, href, locale } = visit
    const title = say(free.meeting ? 'market.change_title' : 'market.propose_title', {
      who: whoText(say, locale, free),
    })
    return {
      title,
      shell: door.shell,
      noIndex: true,
      current: '/console/events',
      body: (
        <>
          <PageHead
            title={title}
            lead={free.other.headline}
            crumbs={ownCrumbs(visit, { base: door.base(visit), ...free }, title)}
          />
          <Phase visit={visit} {...free} />
          <ErrorSummary title={state.refusal} problems={state.problems} />
          {free.places.length === 0 ? (
            <EmptyState
              icon="time"
              title={say('market.no_slot')}
              action={
                <LinkButton href={href(`${door.base(visit)}/market`)}>{say('market.others')}</LinkButton>
              }
            />
          ) : (
            <FreeForm visit={visit} free={free} state={{ title: state.refusal, of: state }} />
          )}
        </>
      ),
    }
  }

const proposePage = (door: Door): Route =>
  form<Free>({
    path: `${door.path}/propose/:other`,
    who: door.who,
    load: async (visit) => visit.use.ask(readFree, { ...(await door.partyOf(visit)), with: otherIn(visit) }),
    view: view(door),
    submit: async (visit, values) => {
      await visit.use.run(proposeMeeting, {
        ...(await door.partyOf(visit)),
        to: otherIn(visit),
        slotId: values.text('slotId') as SlotId, // the schema refuses what is no id
        message: values.text('message'),
        reason: values.text('reason'),
      })
      return { to: door.base(visit), told: 'market.told_proposed' }
    },
  })

const editPage = (door: Door): Route =>
  form<Free>({
    path: `${door.path}/meetings/:meeting/edit`,
    who: door.who,
    load: async (visit) => {
      const party = await door.partyOf(visit)
      const { meetings } = await visit.use.ask(readOwnTimetable, party)
      const own = meetings.find(({ meeting }) => meeting.id === meetingIn(visit))
      if (!own) throw notFound()
      return visit.use.ask(readFree, { ...party, with: own.other.id, meetingId: own.meeting.id })
    },
    view: view(door),
    submit: async (visit, values) => {
      await visit.use.run(editProposal, {
        ...(await door.partyOf(visit)),
        meetingId: meetingIn(visit),
        slotId: values.text('slotId') as SlotId, // as above
        message: values.text('message'),
        reason: values.text('reason'),
      })
      return { to: door.base(visit), told: 'market.told_changed' }
    },
  })

const fellowsPage = (door: Door): Route =>
  page({
    path: `${door.path}/market`,
    who: door.who,
    show: async (visit) => {
      const { say, href, locale } = visit
      const q = visit.search.get('q') ?? ''
      const market = await visit.use.ask(readFellows, {
        ...(await door.partyOf(visit)),
        q: q.slice(0, 100),
      })
      const { fellows, total, noes } = market
      const base = door.base(visit)
      return {
        title: say('market.title'),
        shell: door.shell,
        noIndex: true,
        current: '/console/events',
        body: (
          <>
            <PageHead
              title={say('market.title')}
              lead={say('market.lead')}
              crumbs={ownCrumbs(visit, { base, ...market }, say('market.title'))}
            />
            <Phase visit={visit} {...market} />
            <SearchBox label={say('market.find')} button={say('kernel.search')} value={q} />
            <Table
              caption={say('market.count', { count: total })}
              rows={fellows}
              rowKey={({ party }) => party.id}
              href={({ party }) => href(`${base}/propose/${party.id}`)}
              empty={<EmptyState icon="search" title={say('timetable.nobody_found')} />}
              columns={[
                {
                  key: 'who',
                  label: say('timetable.person'),
                  main: true,
                  cell: ({ party, name }) => whoText(say, locale, { other: party, otherName: name }),
                },
                { key: 'what', label: say('market.about'), cell: ({ party }) => party.headline },
                { key: 'offers', label: say('market.offers'), cell: ({ party }) => party.offers },
                { key: 'seeks', label: say('market.seeks'), cell: ({ party }) => party.seeks },
              ]}
            />
            {total > fellows.length && (
              <p class="hint">{say('market.first_shown', { shown: fellows.length, count: total })}</p>
            )}
            {noes > 0 && <p class="hint">{say('market.noes_left_out', { count: noes })}</p>}
          </>
        ),
      }
    },
  })

export const marketRoutes = (door: Door): Route[] => [fellowsPage(door), proposePage(door), editPage(door)]
