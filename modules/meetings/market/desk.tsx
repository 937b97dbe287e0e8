import { page, type Route } from '#platform/http'
import { At, EmptyState, SearchBox, Section, Stat, Table, Tiles } from '#ui'
import { readHeld } from '../held/queries.ts'
import type { PartyId } from '../model.ts'
import { StateBadge } from '../own/parts.tsx'
import {
  atDesk,
  deskPath,
  eventIn,
  partyLabel,
  pathOf,
  TimetableHead,
  whoAndWhen,
} from '../timetable/pages/parts.tsx'

/** Of everybody whom the desk could act for; the others are found by their name. */
const mostShown = 200

/** The market as the desk sees it: what is held, and the way to act for anybody. */
export const marketDesk: Route = page({
  path: `${deskPath}/market`,
  who: atDesk,
  show: async (visit) => {
    const { say, href, locale } = visit
    const { event, brokerage, stage, names, meetings, may } = await visit.use.ask(readHeld, {
      eventId: eventIn(visit),
    })
    const label = (id: PartyId) => partyLabel(visit, stage, names, id)
    const q = (visit.search.get('q') ?? '').trim().toLowerCase()
    const held = meetings.filter(({ state }) => state === 'proposed')
    const count = (state: string) =>
      meetings.filter((each) => each.origin !== 'plan' && each.state === state).length
    const counts = new Map<PartyId, number>()
    for (const { a, b, state } of meetings)
      if (state === 'booked') for (const id of [a, b]) counts.set(id, (counts.get(id) ?? 0) + 1)
    const parties = stage.parties
      .filter(({ id, withdrawnAt }) => withdrawnAt === null && label(id).toLowerCase().includes(q))
      .sort((one, other) => label(one.id).localeCompare(label(other.id), locale))
    return {
      title: say('timetable.section_market'),
      shell: 'console',
      current: '/console/events',
      body: (
        <>
          <TimetableHead
            visit={visit}
            event={event}
            brokerage={brokerage}
            section="market"
            lead={say('market.desk_lead')}
          />
          <Tiles>
            <Stat label={say('market.figure_held')} value={held.length} />
            <Stat label={say('market.figure_booked')} value={count('booked')} />
            <Stat label={say('market.figure_declined')} value={count('declined')} />
            <Stat label={say('market.figure_expired')} value={count('expired')} />
          </Tiles>
          <Section title={say('market.held_now')}>
            <Table
              caption={say('market.held_now')}
              hideCaption
              rows={held}
              rowKey={({ id }) => id}
              empty={<p>{say('market.nothing_held')}</p>}
              columns={[
                ...whoAndWhen<(typeof held)[number]>(visit, stage, event.zone, label),
                {
                  key: 'origin',
                  label: say('kernel.status'),
                  cell: (meeting) => <StateBadge visit={visit} meeting={meeting} said={meeting.said} />,
                },
                {
                  key: 'until',
                  label: say('own.held_until'),
                  cell: ({ holdUntil }) =>
                    holdUntil ? <At visit={visit} at={holdUntil} zone={event.zone} /> : '',
                },
              ]}
            />
          </Section>
          <Section title={say('market.act_for')} lead={say('market.act_for_text')}>
            <SearchBox
              label={say('timetable.find_party')}
              button={say('kernel.search')}
              value={visit.search.get('q') ?? ''}
            />
            <Table
              caption={say('market.act_for')}
              hideCaption
              rows={parties.slice(0, mostShown)}
              rowKey={({ id }) => id}
              href={({ id }) => (may.serve ? href(`${pathOf(event, 'market')}/${id}`) : undefined)}
              empty={<EmptyState icon="search" title={say('timetable.nobody_found')} />}
              columns={[
                { key: 'who', label: say('timetable.person'), main: true, cell: ({ id }) => label(id) },
                {
                  key: 'count',
                  label: say('market.meetings'),
                  number: true,
                  cell: ({ id }) => counts.get(id) ?? 0,
                },
              ]}
            />
            {parties.length > mostShown && (
              <p class="hint">{say('market.first_shown', { shown: mostShown, count: parties.length })}</p>
            )}
          </Section>
        </>
      ),
    }
  },
})
