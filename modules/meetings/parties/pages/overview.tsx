import { everyone } from '#kernel/access'
import { pick } from '#kernel/text'
import { isOver } from '#modules/registration'
import { type FormState, form, type Route, type Visit } from '#platform/http'
import {
  At,
  Checkbox,
  Form,
  LinkButton,
  Notice,
  Prose,
  RadioGroup,
  Said,
  Section,
  Steps,
  Timeline,
} from '#ui'
import { GroupId } from '../../model.ts'
import { addressIn, PartyHead, partyPath } from '../../parts.tsx'
import { mayBrowse, mayJoin, phaseAt } from '../../phases/rules.ts'
import { groupsMet } from '../../setup/rules.ts'
import { joinBrokerage } from '../commands.ts'
import { readPlace } from '../queries.ts'
import { isComplete } from '../rules.ts'

type Place = Awaited<ReturnType<typeof load>>
const load = (visit: Visit) => visit.use.ask(readPlace, addressIn(visit))

/** Why a phase was moved, in the reader’s language where it was written in it. */
function because({ say, locale }: Visit, { reason }: Place['changes'][number]): string {
  const { value } = pick(reason, locale)
  return value === '' ? '' : say('meetings.because', { reason: value })
}

/** What there is to do until the timetable can do something for a party. */
function ToDo({ visit, place }: { visit: Visit; place: Place }) {
  const { say, href } = visit
  const { own, brokerage } = place
  if (!own?.party || !own.quota) return null
  const whole = isComplete(own.party)
  const open = mayBrowse(brokerage, visit.use.now())
  const step = (key: 'profile' | 'times' | 'people', done: boolean, text: string) => ({
    title: say(`meetings.todo_${key}`),
    text,
    state: done ? ('done' as const) : ('todo' as const),
    stateLabel: say(done ? 'meetings.phase_is_done' : 'meetings.phase_is_todo'),
    href: href(partyPath(place, key)),
  })
  return (
    <Section title={say('meetings.todo')}>
      <Steps
        label={say('meetings.todo')}
        steps={[
          step('profile', whole, say(whole ? 'meetings.todo_profile_done' : 'meetings.todo_profile_text')),
          step(
            'times',
            own.party.availabilityToldAt !== null,
            own.party.availabilityToldAt === null
              ? say('meetings.todo_times_text')
              : say('meetings.times_busy', { count: own.busy.length }),
          ),
          step(
            'people',
            own.quota.wishes > 0,
            open ? say('meetings.quota', { ...own.quota }) : say('meetings.todo_people_text'),
          ),
        ]}
      />
    </Section>
  )
}

/** What is next for one who takes part: their timetable once one is out, until the end what there is to do. */
function Ahead({ visit, place }: { visit: Visit; place: Place }) {
  const now = visit.use.now()
  const phase = phaseAt(place.brokerage, now)
  return (
    <>
      {(place.brokerage.release > 0 || phase === 'live' || phase === 'done') && (
        <p>
          <LinkButton tone="primary" icon="time" href={visit.href(`/timetables/${place.event.id}`)}>
            {visit.say('meetings.own_timetable')}
          </LinkButton>
        </p>
      )}
      {mayJoin(place.brokerage, now) && <ToDo visit={visit} place={place} />}
    </>
  )
}

/** The group, and the receipt: who sees what stands beside what is agreed to. */
function Join({ visit, place, state }: { visit: Visit; place: Place; state: FormState }) {
  const { say, locale, href } = visit
  const { groups, pairings, event } = place
  const meets = (id: GroupId) => {
    const met = groupsMet(pairings, id)
    const names = groups.flatMap((group) => (met.includes(group.id) ? [pick(group.name, locale).value] : []))
    return names.length === 0
      ? say('meetings.meets_nobody')
      : say('meetings.meets', { groups: names.join(say('kernel.list_comma')) })
  }
  return (
    <Section title={say('meetings.join')}>
      <Form action={href(partyPath(place))} of={state} send={say('meetings.join')}>
        <RadioGroup
          of={state}
          name="groupId"
          label={say('meetings.join_as')}
          required
          value={groups.length === 1 ? groups[0]?.id : ''}
          options={groups.map(({ id, name }) => ({
            value: id,
            label: <Said text={name} locale={locale} />,
            hint: meets(id),
          }))}
        />
        <Checkbox
          of={state}
          name="consent"
          label={say('meetings.consent', { event: pick(event.title, locale).value })}
          hint={say('meetings.consent_hint')}
          required
        />
        <Notice>{say('meetings.not_recruitment')}</Notice>
      </Form>
    </Section>
  )
}

/** Why whoever reads cannot take part, or the form to do so. */
function Entry({ visit, place, state }: { visit: Visit; place: Place; state: FormState }) {
  const { say, href } = visit
  const { own, brokerage, edition, event, groups } = place
  if (own?.party) return <Ahead visit={visit} place={place} />
  if (!mayJoin(brokerage, visit.use.now()) || groups.length === 0) return null
  const path = `/editions/${edition.slug}/events/${event.slug}`
  if (own === null)
    return (
      <Notice
        title={say('meetings.sign_in_title')}
        actions={
          <LinkButton tone="primary" href={href(`/sign-in?next=${encodeURIComponent(partyPath(place))}`)}>
            {say('meetings.sign_in')}
          </LinkButton>
        }
      >
        {say('meetings.sign_in_text')}
      </Notice>
    )
  if (!own.admitted) {
    const standing = own.registered !== null && !isOver(own.registered)
    const text = !standing ? 'text' : own.registered === 'offered' ? 'offered' : 'waits'
    return (
      <Notice
        tone="warn"
        title={say('meetings.register_title')}
        actions={
          <LinkButton tone="primary" href={href(standing ? '/registrations' : `${path}/register`)}>
            {say(standing ? 'meetings.own_registration' : 'meetings.register')}
          </LinkButton>
        }
      >
        {say(`meetings.register_${text}`)}
      </Notice>
    )
  }
  return <Join visit={visit} place={place} state={state} />
}

export const overviewPage: Route = form({
  path: '/editions/:edition/events/:event/meetings',
  who: everyone('phases and groups of the meetings of a released event are published'),
  load,
  view: (visit, place, state) => {
    const { say, href, locale } = visit
    const { own, brokerage, event, groups, changes } = place
    const group = groups.find(({ id }) => id === own?.party?.groupId)
    const about = pick(brokerage.about, locale)
    return {
      title: `${say('meetings.title')} · ${pick(event.title, locale).value}`,
      shell: 'public',
      body: (
        <>
          <PartyHead
            visit={visit}
            place={place}
            page=""
            title={say('meetings.title')}
            joined={own?.party != null}
            lead={
              group
                ? say('meetings.you_take_part', { group: pick(group.name, locale).value })
                : say('meetings.lead')
            }
          />
          {about.value !== '' && (
            <Prose lang={about.lang === 'zh' ? 'zh-Hans' : 'en'}>
              {about.value.split('\n\n').map((paragraph) => (
                <p key={paragraph}>{paragraph}</p>
              ))}
            </Prose>
          )}
          <Entry visit={visit} place={place} state={state} />
          {changes.length > 0 && (
            <Section title={say('meetings.phase_changes')}>
              <Timeline
                moments={changes.map((change) => ({
                  when: <At visit={visit} at={change.at} zone={event.zone} style="short" />,
                  title: say(
                    change.became === change.at ? 'meetings.phase_moved_on' : 'meetings.phase_moved',
                    { phase: say(`meetings.phase_${change.phase}`) },
                  ),
                  children: (
                    <p>
                      {change.became !== change.at && (
                        <At visit={visit} at={change.became} zone={event.zone} style="short" />
                      )}{' '}
                      {because(visit, change)}
                    </p>
                  ),
                }))}
              />
            </Section>
          )}
          {own?.party && (
            <p>
              <a href={href(partyPath(place, 'leave'))}>{say('meetings.leave')}</a>
            </p>
          )}
        </>
      ),
    }
  },
  submit: async (visit, values, place) => {
    const groupId = GroupId.safeParse(values.text('groupId'))
    await visit.use.run(joinBrokerage, {
      eventId: place.event.id,
      groupId: groupId.success ? groupId.data : ('' as GroupId), // no group's id: refused by the command's schema
      consent: values.flag('consent'),
    })
    return { to: partyPath(place, 'profile'), told: 'meetings.told_joined' }
  },
})
