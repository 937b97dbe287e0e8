import { notFound } from '#kernel/errors'
import { languageName } from '#kernel/languages'
import { pick } from '#kernel/text'
import { action, type FormState, form, numberIn, type Route, type Visit } from '#platform/http'
import { Button, Checkbox, DefinitionList, Form, Section, Select, TextInput } from '#ui'
import { may } from '../../access.ts'
import { type Group, GroupId, PartyId } from '../../model.ts'
import { addParty, changeParty, leaveBrokerage } from '../../parties/commands.ts'
import { readParty } from '../../parties/queries.ts'
import { clockSpan, DeskHead, deskPath, eventIn, nameText, staff } from '../../parts.tsx'
import { deskOf } from '../../setup/desk.ts'

const trail = (visit: Visit, event: { id: ReturnType<typeof eventIn> }) => [
  { label: visit.say('meetings.page_parties'), href: visit.href(deskPath(event, 'parties')) },
]

const groupChoice = (visit: Visit, state: FormState, groups: readonly Group[], value = '') => (
  <Select
    of={state}
    name="groupId"
    label={visit.say('meetings.group')}
    required
    empty={visit.say('kernel.choose')}
    value={value}
    options={groups.map(({ id, name }) => ({ value: id, label: pick(name, visit.locale).value }))}
  />
)

const groupIn = (text: string): GroupId => {
  const id = GroupId.safeParse(text)
  return id.success ? id.data : ('' as GroupId) // no group's id: refused by the command's schema
}

export const newPartyPage: Route = form({
  path: '/console/events/:event/meetings/parties/new',
  who: staff,
  load: deskOf,
  view: (visit, { event, setUp }, state) => {
    const { say, href } = visit
    const title = say('meetings.add_party')
    return {
      title,
      shell: 'console',
      current: '/console/events',
      body: (
        <>
          <DeskHead
            visit={visit}
            event={event}
            brokerage={setUp.brokerage}
            page="parties"
            title={title}
            lead={say('meetings.add_party_lead')}
            trail={trail(visit, event)}
          />
          <Form action={href(deskPath(event, 'parties/new'))} of={state} send={title}>
            <TextInput
              of={state}
              name="email"
              type="email"
              label={say('kernel.email')}
              hint={say('meetings.add_party_email')}
              required
              maxlength={254}
            />
            {groupChoice(visit, state, setUp.groups)}
            <TextInput
              of={state}
              name="reason"
              label={say('kernel.reason')}
              hint={say('meetings.added_reason_hint')}
              required
              maxlength={500}
            />
          </Form>
        </>
      ),
    }
  },
  submit: async (visit, values, { event }) => {
    const { party } = await visit.use.run(addParty, {
      eventId: event.id,
      email: values.text('email'),
      groupId: groupIn(values.text('groupId')),
      reason: values.text('reason'),
    })
    return { to: deskPath(event, `parties/${party.id}`), told: 'meetings.told_added' }
  },
})

async function partyIn(visit: Visit) {
  const id = PartyId.safeParse(visit.params.party)
  if (!id.success) throw notFound()
  return visit.use.ask(readParty, { eventId: eventIn(visit), partyId: id.data })
}
type Loaded = Awaited<ReturnType<typeof partyIn>>

function Facts({ visit, loaded }: { visit: Visit; loaded: Loaded }) {
  const { say, locale } = visit
  const { party, person, adder, slots, busy, event, wishes } = loaded
  const comma = say('kernel.list_comma')
  const away = slots.filter(({ id }) => busy.includes(id))
  const count = (kind: string) => wishes.filter((wish) => wish.kind === kind).length
  return (
    <DefinitionList
      items={[
        { term: say('kernel.email'), value: person?.email },
        { term: say('meetings.field_name_organisation'), value: party.organisation },
        { term: say('meetings.field_name_headline'), value: party.headline },
        { term: say('meetings.field_name_offers'), value: party.offers },
        { term: say('meetings.field_name_seeks'), value: party.seeks },
        { term: say('meetings.field_name_topics'), value: party.topics.join(comma) },
        {
          term: say('meetings.field_name_languages'),
          value: party.languages.map((code) => languageName(code, locale)).join(comma),
        },
        {
          term: say('meetings.cannot'),
          value:
            party.availabilityToldAt === null
              ? say('meetings.ready_no_availability')
              : away.length === 0
                ? say('meetings.always')
                : away
                    .map(({ startsAt, endsAt }) =>
                      clockSpan({ start: startsAt, end: endsAt }, event.zone, locale),
                    )
                    .join(comma),
        },
        {
          term: say('meetings.wishes_made'),
          value: say('meetings.wishes_by_kind', {
            must: count('must'),
            meet: count('meet'),
            no: count('no'),
          }),
        },
        {
          term: say('meetings.added_by'),
          value:
            party.added &&
            say('meetings.added_by_text', {
              name: nameText(adder?.name, locale),
              reason: party.added.reason,
            }),
        },
      ]}
    />
  )
}

export const partyPage: Route = form({
  path: '/console/events/:event/meetings/parties/:party',
  who: staff,
  load: partyIn,
  view: (visit, loaded, state) => {
    const { say, href, locale, actor } = visit
    const { event, party, person, groups, organisations } = loaded
    const title = nameText(person?.name, locale)
    const path = deskPath(event, `parties/${party.id}`)
    return {
      title,
      shell: 'console',
      current: '/console/events',
      body: (
        <>
          <DeskHead
            visit={visit}
            event={event}
            brokerage={loaded.brokerage}
            page="parties"
            title={title}
            trail={trail(visit, event)}
          />
          <Facts visit={visit} loaded={loaded} />
          {may.manage(actor, event) && (
            <Section title={say('meetings.change_party')}>
              <Form action={href(path)} of={state} send={say('kernel.save')}>
                {groupChoice(visit, state, groups, party.groupId)}
                <TextInput
                  of={state}
                  name="representatives"
                  type="number"
                  inputmode="numeric"
                  min={1}
                  max={9}
                  size="short"
                  label={say('meetings.field_name_representatives')}
                  value={String(party.representatives)}
                />
                {organisations.length > 0 && (
                  <Select
                    of={state}
                    name="organisationId"
                    label={say('meetings.meets_for')}
                    hint={say('meetings.meets_for_hint')}
                    empty={say('meetings.meets_for_none')}
                    value={party.organisationId ?? ''}
                    options={organisations.map(({ id, name }) => ({
                      value: id,
                      label: pick(name, locale).value,
                    }))}
                  />
                )}
                <Checkbox
                  of={state}
                  name="newcomer"
                  label={say('meetings.newcomer')}
                  hint={say('meetings.newcomer_hint')}
                  checked={party.newcomer}
                />
              </Form>
              <Form inline action={href(`${path}/remove`)}>
                <Button tone="danger">{say('meetings.remove_party')}</Button>
              </Form>
            </Section>
          )}
        </>
      ),
    }
  },
  submit: async (visit, values, { event, party, organisations }) => {
    const chosen = organisations.find(({ id }) => id === values.text('organisationId'))
    await visit.use.run(changeParty, {
      eventId: event.id,
      partyId: party.id,
      groupId: groupIn(values.text('groupId')),
      representatives: numberIn(values, 'representatives') ?? 1,
      newcomer: values.flag('newcomer'),
      organisationId: chosen?.id ?? null,
    })
    return { to: deskPath(event, `parties/${party.id}`), told: 'meetings.told_saved' }
  },
})

export const removePartyAction: Route = action({
  path: '/console/events/:event/meetings/parties/:party/remove',
  who: staff,
  submit: async (visit) => {
    const { event, party } = await partyIn(visit)
    await visit.use.run(leaveBrokerage, { partyId: party.id })
    return { to: deskPath(event, 'parties'), told: 'meetings.told_removed' }
  },
})
