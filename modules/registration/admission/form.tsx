import { countriesSorted } from '#kernel/countries'
import { newId } from '#kernel/ids'
import { displayName } from '#kernel/names'
import { pick } from '#kernel/text'
import { formatInstant, zoneLabel } from '#kernel/time'
import type { Event } from '#modules/events'
import type { FormState, FormValues, Visit } from '#platform/http'
import { Checkbox, FieldSet, fieldId, Notice, RadioGroup, Section, Select, TextInput } from '#ui'
import type { Category, Invitation, Room } from '../model.ts'
import { answersIn, nameOf, QuestionFields } from '../questions/fields.tsx'
import { openingOf, placesLeft } from '../rules.ts'

/** As many blocks as CSS can open without JavaScript; with more categories one is chosen on a page before. */
export const mostOnOnePage = 6

type Places = Pick<Room, 'capacity' | 'taken'>

/** How a category stands for somebody who comes now. */
export type Standing = 'open' | 'waiting' | 'full' | 'not_yet' | 'closed' | 'invited'

export function standingOf(category: Category, places: Places, visit: Visit): Standing {
  const opening = openingOf(category, visit.use.now())
  if (opening !== 'open') return opening
  if (category.invitationOnly) return 'invited'
  if (placesLeft(places, category) > 0) return 'open'
  return category.waitingList ? 'waiting' : 'full'
}

export const canAsk = (standing: Standing) => standing === 'open' || standing === 'waiting'

/** Few places left are said; many are nobody's business. */
const fewPlaces = 10

export function standingText(visit: Visit, category: Category, places: Places, event: Event): string {
  const { say, locale } = visit
  const standing = standingOf(category, places, visit)
  if (standing === 'not_yet' && category.opensAt)
    return say('registration.standing_not_yet', {
      when: formatInstant(category.opensAt, event.zone, locale, 'full'),
      zone: zoneLabel(event.zone, category.opensAt, locale),
    })
  const left = placesLeft(places, category)
  if (standing === 'open' && category.approval) return say('registration.standing_approval')
  if (standing === 'open' && left <= fewPlaces) return say('registration.standing_few', { left })
  return say(`registration.standing_${standing}`)
}

/** Answers of different categories do not meet in one form: each category's controls have names of their own. */
const prefixOf = (category: Category) => `answers.${category.id}`

/** What the form asks besides who one is: how one wants to come, and the questions that belong to it. */
export function CategoryFields({
  visit,
  of,
  event,
  categories,
  places,
}: {
  visit: Visit
  of: FormState
  event: Event
  categories: readonly Category[]
  places: Places
}) {
  const { say, locale } = visit
  const only = categories.length === 1 ? categories[0] : undefined
  const questions = (category: Category) => (
    <QuestionFields visit={visit} of={of} prefix={prefixOf(category)} form={category.form} />
  )
  if (only) {
    const about = pick(only.about, locale).value
    return (
      <FieldSet legend={pick(only.name, locale).value} hint={about || undefined}>
        <input type="hidden" name="categoryId" value={only.id} />
        <p>{standingText(visit, only, places, event)}</p>
        {questions(only)}
      </FieldSet>
    )
  }
  return (
    <FieldSet legend={say('registration.you_come_as')}>
      <RadioGroup
        of={of}
        name="categoryId"
        label={say('registration.choose_category')}
        hideLabel
        required
        value={categories.find((category) => canAsk(standingOf(category, places, visit)))?.id}
        options={categories.map((category) => {
          const about = pick(category.about, locale).value
          const standing = standingText(visit, category, places, event)
          return {
            value: category.id,
            label: pick(category.name, locale).value,
            hint: about === '' ? standing : say('registration.about_and_standing', { about, standing }),
            disabled: !canAsk(standingOf(category, places, visit)),
          }
        })}
        followUps={categories
          .filter((category) => category.form.length > 0)
          .map((category) => ({ when: [category.id], children: questions(category) }))}
      />
    </FieldSet>
  )
}

/** A part of a name as its message is called. */
export const nameWords = { latinGiven: 'latin_given', latinFamily: 'latin_family', han: 'han' } as const

const names = ['latinGiven', 'latinFamily', 'han'] as const

/** Who comes; somebody signed in has said so already. */
export function PersonFields({
  visit,
  of,
  invitation,
}: {
  visit: Visit
  of: FormState
  invitation?: Invitation | undefined
}) {
  const { say, locale, me } = visit
  if (me && !invitation)
    return (
      <Section level={3} title={say('registration.about_you')}>
        <p>
          {say('registration.registering_as', {
            name: displayName(me.name, locale) || me.email,
            email: me.email,
          })}
        </p>
      </Section>
    )
  return (
    <FieldSet legend={say('registration.about_you')} hint={say('registration.name_hint')}>
      {(locale === 'zh' ? names.toReversed() : names).map((key) => (
        <TextInput
          key={key}
          of={of}
          name={`person.name.${key}`}
          label={say(`registration.name_${nameWords[key]}`)}
          autocomplete={key === 'han' ? undefined : key === 'latinGiven' ? 'given-name' : 'family-name'}
          lang={key === 'han' ? 'zh-Hans' : 'en'}
          maxlength={key === 'han' ? 40 : 80}
          value={invitation?.name[key]}
        />
      ))}
      <TextInput
        of={of}
        name="person.email"
        type="email"
        autocomplete="email"
        label={say('kernel.email')}
        hint={say('registration.email_hint')}
        required
        maxlength={254}
        value={invitation?.email}
      />
      <Select
        of={of}
        name="person.country"
        label={say('kernel.country')}
        hint={say('registration.country_hint')}
        required
        autocomplete="country"
        empty={say('kernel.choose')}
        options={countriesSorted(locale).map((each) => ({ value: each.code, label: each.name }))}
      />
      <TextInput
        of={of}
        name="person.affiliation"
        autocomplete="organization"
        label={say('registration.affiliation')}
        mark={say('kernel.optional')}
        maxlength={160}
      />
    </FieldSet>
  )
}

/** What one agrees to, each apart; nothing is ticked beforehand. */
export const ConsentFields = ({
  visit,
  of,
  recipient,
}: {
  visit: Visit
  of: FormState
  recipient: string
}) => (
  <FieldSet legend={visit.say('registration.consents')}>
    <Checkbox
      of={of}
      name="consents.process"
      label={visit.say('registration.consent_process', { recipient })}
      hint={visit.say('registration.consent_process_why')}
      required
    />
    <Checkbox
      of={of}
      name="consents.contact"
      label={visit.say('registration.consent_contact', { recipient })}
      hint={visit.say('registration.consent_contact_why')}
    />
    <Notice tone="info">{visit.say('registration.not_recruitment')}</Notice>
  </FieldSet>
)

/** One name for the request, kept while the form comes back: sending it twice asks once. */
export const keyOf = (of: FormState) => of.value('key', newId())

/** The request as the form sent it. */
export function requestIn(values: FormValues, categories: readonly Category[], visit: Visit) {
  const categoryId = values.text('categoryId')
  const category = categories.find(({ id }) => id === categoryId)
  return {
    categoryId: category?.id,
    person: {
      email: values.text('person.email'),
      name: {
        latinGiven: values.text('person.name.latinGiven'),
        latinFamily: values.text('person.name.latinFamily'),
        han: values.text('person.name.han'),
      },
      country: values.text('person.country'),
      affiliation: values.text('person.affiliation'),
    },
    answers: category ? answersIn(values, category.form, prefixOf(category)) : {},
    consents: { process: values.flag('consents.process'), contact: values.flag('consents.contact') },
    key: values.text('key'),
    locale: visit.locale,
  }
}

/** Where the error summary leads: a refusal names a question, the form has it once for each category. */
export const controlOf = (of: FormState, categories: readonly Category[]) => (path: string) => {
  const chosen = categories.find(({ id }) => id === of.value('categoryId')) ?? categories[0]
  const question = /^answers\.(.+)$/.exec(path)?.[1]
  return fieldId(question && chosen ? nameOf(prefixOf(chosen), question) : path)
}
