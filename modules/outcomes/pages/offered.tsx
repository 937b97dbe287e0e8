import { invalidField } from '#kernel/errors'
import { displayName } from '#kernel/names'
import { pick } from '#kernel/text'
import { dateIn } from '#kernel/time'
import type { FormState, FormValues, Visit } from '#platform/http'
import { RadioGroup, Select } from '#ui'
import type { Offered } from '../link.ts'
import { type Links, noLinks, type Outcome } from '../model.ts'

/** What to look for, as the address has it. */
export const findIn = (visit: Visit) => (visit.search.get('find') ?? '').trim().slice(0, 100)

/** What an outcome of the edition can have come from, to choose from: an event, an introduction, and what the words found. */
export const Offers = ({
  visit,
  state,
  events,
  introductions,
  claims,
  claimants,
  projects,
  organisations,
  chosen,
}: Offered & {
  visit: Visit
  state: FormState
  chosen?: Pick<Outcome, 'eventId' | 'introductionId' | 'policyClaimId' | 'projectId' | 'organisationId'>
}) => {
  const { say, locale } = visit
  const none = { value: '', label: say('outcomes.link_to_none') }
  return (
    <>
      <Select
        of={state}
        name="event"
        label={say('outcomes.event')}
        hint={events.length === 0 ? say('outcomes.event_none_hint') : undefined}
        empty={say('outcomes.no_event')}
        value={chosen?.eventId ?? ''}
        options={events.map(({ id, title, startsAt, zone }) => ({
          value: id,
          label: say('outcomes.event_line', {
            name: pick(title, locale).value,
            day: dateIn(startsAt, zone),
          }),
        }))}
      />
      {introductions.length > 0 && (
        <Select
          of={state}
          name="introduction"
          label={say('outcomes.link_introduction')}
          hint={say('outcomes.link_introduction_hint')}
          empty={say('outcomes.no_introduction')}
          value={chosen?.introductionId ?? ''}
          options={introductions.map(({ id, name, metOn }) => ({
            value: id,
            label: say('outcomes.link_introduction_line', {
              name: name || say('introductions.erased'),
              day: metOn,
            }),
          }))}
        />
      )}
      {claims.length > 0 && (
        <Select
          of={state}
          name="claim"
          label={say('outcomes.link_claim')}
          hint={say('outcomes.link_claim_hint')}
          empty={say('outcomes.no_claim')}
          value={chosen?.policyClaimId ?? ''}
          options={claims.map(({ id, benefit, organisation, personId, askedOn }) => {
            const person = personId === null ? undefined : claimants.get(personId)
            const name = person ? displayName(person.name, locale) : say('policies.somebody')
            return {
              value: id,
              label: say('outcomes.link_claim_line', {
                name: organisation ? pick(organisation, locale).value : name,
                benefit: pick(benefit, locale).value,
                day: askedOn,
              }),
            }
          })}
        />
      )}
      {projects.length > 0 && (
        <RadioGroup
          of={state}
          name="project"
          label={say('outcomes.link_project')}
          value={chosen?.projectId ?? ''}
          options={[
            ...projects.map(({ id, title }) => ({ value: id, label: pick(title, locale).value })),
            none,
          ]}
        />
      )}
      {organisations.length > 0 && (
        <RadioGroup
          of={state}
          name="organisationId"
          label={say('outcomes.link_organisation')}
          value={chosen?.organisationId ?? ''}
          options={[
            ...organisations.map(({ id, name }) => ({ value: id, label: pick(name, locale).value })),
            none,
          ]}
        />
      )}
    </>
  )
}

/**
 * What was chosen of a list. What was not offered, or not answered, stays as it was; refuses an answer that is not in
 * the list, so that nobody takes it for chosen.
 */
export function chosenOf<Its extends string>(
  values: FormValues,
  name: string,
  list: readonly { id: Its }[],
  was: Its | null = null,
): Its | null {
  if (list.length === 0 || values.all(name).length === 0) return was
  const answer = values.text(name)
  const found = list.find(({ id }) => id === answer)?.id ?? null
  if (answer !== '' && found === null) throw invalidField(name, 'kernel.field_choose')
  return found
}

/** What was chosen of everything that was offered. */
export const chosenOffers = (
  values: FormValues,
  { events, introductions, claims, projects, organisations }: Offered,
  was: Omit<Links, 'personId' | 'meetingId'> = noLinks,
) => ({
  eventId: chosenOf(values, 'event', events, was.eventId),
  introductionId: chosenOf(values, 'introduction', introductions, was.introductionId),
  policyClaimId: chosenOf(values, 'claim', claims, was.policyClaimId),
  projectId: chosenOf(values, 'project', projects, was.projectId),
  organisationId: chosenOf(values, 'organisationId', organisations, was.organisationId),
})
