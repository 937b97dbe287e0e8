import { displayName } from '#kernel/names'
import { pick } from '#kernel/text'
import { formatInstant } from '#kernel/time'
import { form, type Route, type Visit } from '#platform/http'
import { Form, Notice, PageHead, RadioGroup, SearchBox, Section, Select } from '#ui'
import { linkOutcome, readLinks } from '../link.ts'
import { Reason } from './change-form.tsx'
import { staff } from './list.tsx'
import { Links } from './new.tsx'
import { outcomeIn } from './one.tsx'
import { trail } from './trail.ts'

const findIn = (visit: Visit) => (visit.search.get('find') ?? '').slice(0, 100)
const here = (id: string, find: string) =>
  `/console/outcomes/${id}/link${find === '' ? '' : `?find=${encodeURIComponent(find)}`}`

/** What it came from, said later: an entry of its own; the level stays, for the facts do. */
export const linkPage: Route = form({
  path: '/console/outcomes/:outcome/link',
  who: staff,
  load: (visit) => visit.use.ask(readLinks, { outcomeId: outcomeIn(visit), find: findIn(visit) }),
  view: (visit, { outcome, events, meetings, introductions, others, find, ...found }, state) => {
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
            {find !== '' && found.projects.length + found.organisations.length === 0 && (
              <Notice>{say('outcomes.link_none', { find })}</Notice>
            )}
          </Section>
          <Form action={href(here(outcome.id, find))} of={state} send={title}>
            <Links visit={visit} state={state} {...found} chosen={outcome} />
            <Select
              of={state}
              name="event"
              label={say('outcomes.event')}
              empty={say('outcomes.no_event')}
              value={outcome.eventId ?? ''}
              options={events.map(({ id, title: name }) => ({ value: id, label: pick(name, locale).value }))}
            />
            {introductions.length > 0 && (
              <Select
                of={state}
                name="introduction"
                label={say('outcomes.link_introduction')}
                hint={say('outcomes.link_introduction_hint')}
                empty={say('outcomes.no_introduction')}
                value={outcome.introductionId ?? ''}
                options={introductions.map(({ id, name, metOn }) => ({
                  value: id,
                  label: say('outcomes.link_introduction_line', { name, day: metOn }),
                }))}
              />
            )}
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
                      when: formatInstant(meeting.startsAt, meeting.zone, locale, 'full'),
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
  submit: async (visit, values, { outcome, events, meetings, projects, organisations, introductions }) => {
    // What was not looked for is not asked, and stays as it is.
    const of = <Its extends string>(name: string, list: readonly { id: Its }[], was: Its | null) =>
      list.length === 0 || values.all(name).length === 0
        ? was
        : (list.find(({ id }) => id === values.text(name))?.id ?? null)
    await visit.use.run(linkOutcome, {
      outcomeId: outcome.id,
      reason: values.text('reason'),
      eventId: of('event', events, outcome.eventId),
      meetingId: of('meeting', meetings, outcome.meetingId),
      introductionId: of('introduction', introductions, outcome.introductionId),
      projectId: of('project', projects, outcome.projectId),
      organisationId: of('organisationId', organisations, outcome.organisationId),
    })
    return { to: `/console/outcomes/${outcome.id}`, told: 'outcomes.told_link' }
  },
})
