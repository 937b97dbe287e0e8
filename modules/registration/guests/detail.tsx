import { countryName } from '#kernel/countries'
import { notFound } from '#kernel/errors'
import { displayName } from '#kernel/names'
import { pick } from '#kernel/text'
import { page, type Route, type Visit } from '#platform/http'
import {
  At,
  Button,
  DefinitionList,
  EmptyState,
  Form,
  FormActions,
  type Moment,
  Notice,
  Section,
  Split,
  TextInput,
  Timeline,
} from '#ui'
import { may } from '../access.ts'
import { type Change, RegistrationId } from '../model.ts'
import { actionsFor } from '../moves/rules.ts'
import { DeskHead, eventIn, StateBadge, staff } from '../parts.tsx'
import { answerText } from '../questions/words.ts'
import { readGuest } from './queries.ts'

type Data = Awaited<ReturnType<typeof readGuest.load>>

const guestOf = (visit: Visit) => {
  const id = RegistrationId.safeParse(visit.params.guest)
  if (!id.success) throw notFound()
  return visit.use.ask(readGuest, { eventId: eventIn(visit), registrationId: id.data })
}

/** Who made a change: a colleague by name, the guest by the link, or the house by itself. */
function byWhom(visit: Visit, { people, guest }: Data, change: Change): string {
  const { say, locale } = visit
  if (change.byKind === 'system') return say('registration.by_house')
  if (change.byKind === 'visitor' || change.byPerson === guest.personId) return say('registration.by_guest')
  const person = change.byPerson ? people.get(change.byPerson) : undefined
  return person ? displayName(person.name, locale) : say('registration.by_colleague')
}

/** How it began is the registration's own row: the state the first change was made from, or the one it has. */
function momentsOf(visit: Visit, data: Data): Moment[] {
  const { event, guest, changes } = data
  const { say } = visit
  const title = (state: Change['became']) => say(`registration.state_${state}`)
  return [
    {
      when: <At visit={visit} at={guest.createdAt} zone={event.zone} />,
      title: title(changes[0]?.was ?? guest.state),
      children: <p>{say('registration.asked_for_place', { place: guest.place })}</p>,
    },
    ...changes.map((change) => ({
      when: <At visit={visit} at={change.at} zone={event.zone} />,
      title: title(change.became),
      children: (
        <p>
          {change.reason === null
            ? byWhom(visit, data, change)
            : say('kernel.colon', { term: byWhom(visit, data, change), text: change.reason })}
        </p>
      ),
    })),
  ]
}

export const detailPage: Route = page({
  path: '/console/events/:event/guests/:guest',
  who: staff,
  show: async (visit) => {
    const { say, href, locale, actor } = visit
    const data = await guestOf(visit)
    const { event, guest, category } = data
    const title = displayName(guest.name, locale, { both: true })
    const list = `/console/events/${event.id}/guests`
    const open = may.decide(actor, event) ? actionsFor(guest.state) : []
    const answers = category.form.map((question) => ({
      term: pick(question.label, locale).value,
      value: answerText(question, guest.answers[question.id], visit),
    }))
    return {
      title,
      shell: 'console',
      current: '/console/events',
      body: (
        <>
          <DeskHead
            visit={visit}
            event={event}
            section="guests"
            title={title}
            badge={<StateBadge visit={visit} state={guest.state} />}
            lead={pick(category.name, locale).value}
            trail={[{ label: say('registration.section_guests'), href: href(list) }]}
          />
          {guest.madeUp && <Notice tone="info">{say('kernel.made_up')}</Notice>}
          <Split
            aside={
              <Section title={say('registration.history')}>
                <Timeline moments={momentsOf(visit, data)} />
              </Section>
            }
          >
            <Section title={say('registration.about_guest')}>
              <DefinitionList
                items={[
                  { term: say('kernel.email'), value: guest.email },
                  {
                    term: say('kernel.country'),
                    value: guest.country ? countryName(guest.country, locale) : '',
                  },
                  { term: say('registration.affiliation'), value: guest.affiliation },
                  {
                    term: say('registration.offer'),
                    value: guest.offeredUntil ? (
                      <At visit={visit} at={guest.offeredUntil} zone={event.zone} />
                    ) : undefined,
                  },
                  { term: say('kernel.reason'), value: guest.reason },
                ]}
              />
            </Section>
            <Section title={say('registration.answers')}>
              {answers.some(({ value }) => value !== '') ? (
                <DefinitionList items={answers} />
              ) : (
                <EmptyState icon="info" title={say('registration.no_answers')}>
                  {say('registration.no_answers_text')}
                </EmptyState>
              )}
            </Section>
            {open.length > 0 && (
              <Section title={say('registration.decide')}>
                <Form action={href(`${list}/move`)} hidden={{ guest: guest.id, back: `${list}/${guest.id}` }}>
                  <TextInput
                    name="reason"
                    label={say('kernel.reason')}
                    mark={say('kernel.optional')}
                    hint={say('registration.reason_hint')}
                    maxlength={500}
                  />
                  <FormActions>
                    {open.map((each, index) => (
                      <Button
                        key={each}
                        name="action"
                        value={each}
                        tone={each === 'cancel' ? 'danger' : index === 0 ? 'primary' : 'secondary'}
                      >
                        {say(`registration.action_${each}`)}
                      </Button>
                    ))}
                  </FormActions>
                </Form>
              </Section>
            )}
          </Split>
        </>
      ),
    }
  },
})
