import { type Instant, toLocal, type Zone, zoneLabel } from '#kernel/time'
import { bothIn, type FormState, type FormValues, momentIn, numberIn, type Visit } from '#platform/http'
import { BilingualField, Checkbox, DateTimeInput, FieldSet, RadioGroup, TextInput } from '#ui'
import type { Category, CategoryState } from '../model.ts'

const stateIn = (values: FormValues): CategoryState => {
  const state = values.text('state')
  return state === 'open' || state === 'closed' ? state : 'draft'
}

/** The category's facts as the form sent them. */
export const factsIn = (values: FormValues, zone: Zone) => ({
  name: bothIn(values, 'name'),
  about: bothIn(values, 'about'),
  quota: numberIn(values, 'quota'),
  approval: values.text('entry') === 'approval',
  invitationOnly: values.text('entry') === 'invitation',
  waitingList: values.flag('waitingList'),
  autoOffer: values.text('offers') !== 'by_hand',
  offerHours: numberIn(values, 'offerHours') ?? 48,
  opensAt: momentIn(values, 'opensAt', zone),
  closesAt: momentIn(values, 'closesAt', zone),
  state: stateIn(values),
})

const entryOf = (category: Category | undefined) =>
  category?.invitationOnly ? 'invitation' : category?.approval ? 'approval' : 'free'

export function CategoryFields({
  visit,
  of,
  event,
  category,
}: {
  visit: Visit
  of: FormState
  event: { zone: Zone; startsAt: Instant; capacity: number | null }
  category?: Category
}) {
  const { say, locale } = visit
  const zone = zoneLabel(event.zone, event.startsAt, locale)
  const local = (at: Instant | null | undefined) => (at ? toLocal(at, event.zone) : '')
  const option = (name: string, value: string) => ({
    value,
    label: say(`registration.${name}_${value}`),
    hint: say(`registration.${name}_${value}_hint`),
  })
  return (
    <>
      <BilingualField
        of={of}
        name="name"
        label={say('registration.category_name')}
        hint={say('registration.category_name_hint')}
        required
        maxlength={80}
        value={category?.name}
      />
      <BilingualField
        of={of}
        name="about"
        label={say('registration.category_about')}
        mark={say('kernel.optional')}
        rows={2}
        maxlength={1000}
        value={category?.about}
      />
      <RadioGroup
        of={of}
        name="state"
        label={say('registration.category_state')}
        value={category?.state ?? 'open'}
        options={['open', 'draft', 'closed'].map((value) => option('category_state', value))}
      />
      <FieldSet legend={say('registration.places')}>
        <TextInput
          of={of}
          name="quota"
          type="number"
          inputmode="numeric"
          min={category?.taken ?? 0}
          size="short"
          label={say('registration.quota')}
          hint={
            event.capacity === null
              ? say('registration.quota_hint')
              : say('registration.quota_hint_capacity', { capacity: event.capacity })
          }
          value={category?.quota === null || category === undefined ? '' : String(category.quota)}
        />
        <RadioGroup
          of={of}
          name="entry"
          label={say('registration.entry')}
          value={entryOf(category)}
          options={['free', 'approval', 'invitation'].map((value) => option('entry', value))}
        />
        <Checkbox
          of={of}
          name="waitingList"
          label={say('registration.waiting_list')}
          hint={say('registration.waiting_list_hint')}
          checked={category?.waitingList ?? true}
          followUp={
            <>
              <RadioGroup
                of={of}
                name="offers"
                label={say('registration.offers')}
                value={category?.autoOffer === false ? 'by_hand' : 'at_once'}
                options={['at_once', 'by_hand'].map((value) => option('offers', value))}
              />
              <TextInput
                of={of}
                name="offerHours"
                type="number"
                inputmode="numeric"
                min={1}
                max={720}
                size="short"
                label={say('registration.offer_hours')}
                after={say('registration.hours')}
                value={String(category?.offerHours ?? 48)}
              />
            </>
          }
        />
      </FieldSet>
      <FieldSet legend={say('registration.times')} hint={say('registration.times_hint')}>
        <DateTimeInput
          of={of}
          name="opensAt"
          label={say('registration.opens_at')}
          zone={zone}
          value={local(category?.opensAt)}
        />
        <DateTimeInput
          of={of}
          name="closesAt"
          label={say('registration.closes_at')}
          zone={zone}
          value={local(category?.closesAt)}
        />
      </FieldSet>
    </>
  )
}
