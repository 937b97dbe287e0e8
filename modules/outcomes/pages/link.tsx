import { displayName } from '#kernel/names'
import { pick } from '#kernel/text'
import { formatInstant, zoneLabel } from '#kernel/time'
import { form, type Route } from '#platform/http'
import { Form, Notice, PageHead, RadioGroup, SearchBox, Section } from '#ui'
import { linkOutcome, readLinks } from '../link.ts'
import { Reason } from './change-form.tsx'
import { staff } from './list.tsx'
import { chosenOf, chosenOffers, findIn, Offers } from './offered.tsx'
import { outcomeIn } from './one.tsx'
import { trail } from './trail.ts'

const here = (id: string, find: string) =>
  `/console/outcomes/${id}/link${find === '' ? '' : `?find=${encodeURIComponent(find)}`}`

/** What it came from, said later: an entry of its own; the level stays, for the facts do. */
export const linkPage: Route = form({
  path: '/console/outcomes/:outcome/link',
  who: staff,
  load: (visit) => visit.use.ask(readLinks, { outcomeId: outcomeIn(visit), find: findIn(visit) }),
  view: (visit, { outcome, meetings, others, find, ...offers }, state) => {
    const { say, href, locale } = visit
    const title = say('outcomes.link_title')
    const whom = (id: (typeof meetings)[number]['otherId']) => {
      const person = others.get(id)
      return person ? displayName(person.name, locale) : ''
    }
    return {
      title,
      shell: 'console',
      current: '/console/outcomes',
      body: (
        <>
          <PageHead
            title={title}
            lead={say('outcomes.link_lead')}
            crumbs={trail(
              visit,
              { label: outcome.title, href: href(`/console/outcomes/${outcome.id}`) },
              { label: title },
            )}
          />
          <Section title={say('outcomes.link_search_title')}>
            <SearchBox
              name="find"
              label={say('outcomes.link_words')}
              button={say('outcomes.link_search')}
              value={find}
              action={href(here(outcome.id, ''))}
            />
            {find !== '' && offers.projects.length + offers.organisations.length === 0 && (
              <Notice>{say('outcomes.link_none', { find })}</Notice>
            )}
          </Section>
          <Form action={href(here(outcome.id, find))} of={state} send={title}>
            <Offers visit={visit} state={state} {...offers} chosen={outcome} />
            {meetings.length > 0 && (
              <RadioGroup
                of={state}
                name="meeting"
                label={say('outcomes.link_meeting')}
                hint={say('outcomes.link_meeting_hint')}
                value={outcome.meetingId ?? ''}
                options={[
                  ...meetings.map((meeting) => ({
                    value: meeting.id,
                    label: say('outcomes.link_meeting_line', {
                      when: `${formatInstant(meeting.startsAt, meeting.zone, locale, 'full')} ${zoneLabel(meeting.zone, meeting.startsAt, locale)}`,
                      whom: whom(meeting.otherId),
                      event: pick(meeting.event, locale).value,
                    }),
                  })),
                  { value: '', label: say('outcomes.link_to_none') },
                ]}
              />
            )}
            <Reason visit={visit} state={state} />
          </Form>
        </>
      ),
    }
  },
  submit: async (visit, values, { outcome, meetings, ...offers }) => {
    await visit.use.run(linkOutcome, {
      outcomeId: outcome.id,
      reason: values.text('reason'),
      meetingId: chosenOf(values, 'meeting', meetings, outcome.meetingId),
      ...chosenOffers(values, offers, outcome),
    })
    return { to: `/console/outcomes/${outcome.id}`, told: 'outcomes.told_link' }
  },
})
