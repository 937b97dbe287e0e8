import { signedIn } from '#kernel/access'
import { languageOptions } from '#kernel/languages'
import { type FormState, type FormValues, form, numberIn, type Route, type Visit } from '#platform/http'
import { CheckboxGroup, Form, Notice, TextArea, TextInput } from '#ui'
import type { Party } from '../../model.ts'
import { addressIn, PartyHead, partyPath } from '../../parts.tsx'
import { saveProfile } from '../commands.ts'
import { readOwn } from '../queries.ts'
import { isComplete, missingIn, type ProfilePart, topicsIn } from '../rules.ts'

/** What is still missing until others can choose a party, each leading to its field. */
export function Missing({
  visit,
  parts,
  at,
}: {
  visit: Visit
  parts: readonly ProfilePart[]
  /** The page with the fields. */
  at: string
}) {
  if (parts.length === 0) return null
  const { say } = visit
  return (
    <Notice tone="warn" title={say('meetings.missing_title')}>
      <p>{say('meetings.missing_text')}</p>
      <ul>
        {parts.map((part) => (
          <li key={part}>
            <a href={`${at}#f-${part}`}>{say(`meetings.missing_${part}`)}</a>
          </li>
        ))}
      </ul>
    </Notice>
  )
}

/** The fields of a profile; the desk's list and the party's own page have the same. */
function Fields({ visit, party, state }: { visit: Visit; party: Party; state: FormState }) {
  const { say, locale } = visit
  const field = (name: 'organisation' | 'headline') => ({
    of: state,
    name,
    label: say(`meetings.field_name_${name}`),
    hint: say(`meetings.hint_${name}`),
    value: party[name],
  })
  const prose = (name: 'offers' | 'seeks') => (
    <TextArea
      of={state}
      name={name}
      label={say(`meetings.field_name_${name}`)}
      hint={say(`meetings.hint_${name}`)}
      rows={4}
      maxlength={800}
      value={party[name]}
    />
  )
  return (
    <>
      <TextInput {...field('organisation')} maxlength={160} autocomplete="organization" />
      <TextInput {...field('headline')} maxlength={120} />
      {prose('offers')}
      {prose('seeks')}
      <TextInput
        of={state}
        name="topics"
        label={say('meetings.field_name_topics')}
        hint={say('meetings.hint_topics')}
        maxlength={400}
        value={party.topics.join(say('kernel.list_comma'))}
      />
      <CheckboxGroup
        of={state}
        name="languages"
        label={say('meetings.field_name_languages')}
        hint={say('meetings.hint_languages')}
        inline
        values={party.languages}
        options={languageOptions(locale, party.languages)}
      />
      <TextInput
        of={state}
        name="representatives"
        type="number"
        inputmode="numeric"
        min={1}
        max={9}
        size="short"
        label={say('meetings.field_name_representatives')}
        hint={say('meetings.hint_representatives')}
        value={String(party.representatives)}
      />
    </>
  )
}

const profileIn = (values: FormValues) => ({
  organisation: values.text('organisation'),
  headline: values.text('headline'),
  offers: values.text('offers'),
  seeks: values.text('seeks'),
  topics: topicsIn(values.text('topics')),
  languages: [...values.all('languages')],
  representatives: numberIn(values, 'representatives') ?? 1,
})

export const profilePage: Route = form({
  path: '/editions/:edition/events/:event/meetings/profile',
  who: signedIn,
  load: (visit) => visit.use.ask(readOwn, addressIn(visit)),
  view: (visit, own, state) => {
    const { say, href } = visit
    const title = say('meetings.own_profile')
    return {
      title,
      shell: 'public',
      noIndex: true,
      body: (
        <>
          <PartyHead
            visit={visit}
            place={own}
            page="profile"
            title={title}
            joined
            lead={say('meetings.profile_lead')}
          />
          {!state.sent && <Missing visit={visit} parts={missingIn(own.party)} at="" />}
          <Form action={href(partyPath(own, 'profile'))} of={state} send={say('kernel.save')}>
            <Fields visit={visit} party={own.party} state={state} />
          </Form>
        </>
      ),
    }
  },
  submit: async (visit, values, own) => {
    const { party } = await visit.use.run(saveProfile, {
      eventId: own.event.id,
      profile: profileIn(values),
    })
    if (!isComplete(party)) return { to: partyPath(own, 'profile'), told: 'meetings.told_profile_part' }
    return party.availabilityToldAt === null
      ? { to: partyPath(own, 'times'), told: 'meetings.told_profile_times' }
      : { to: partyPath(own), told: 'meetings.told_profile' }
  },
})
