import { invalidField } from '#kernel/errors'
import { isPlainDate, isZone, type PlainDate, plainDate, type Zone, zone } from '#kernel/time'
import { bothIn, type FormState, type FormValues, type Visit } from '#platform/http'
import { BilingualField, DateTimeInput, TextInput, ZoneSelect } from '#ui'
import type { Edition } from '../model.ts'

export const dayIn = (values: FormValues, name: string): PlainDate => {
  if (!isPlainDate(values.text(name))) throw invalidField(name, 'kernel.field_not_a_date')
  return plainDate(values.text(name))
}
const zoneIn = (values: FormValues): Zone => {
  if (!isZone(values.text('zone'))) throw invalidField('zone', 'programme.field_zone')
  return zone(values.text('zone'))
}
export const factsIn = (values: FormValues) => ({
  number: Number(values.text('number')),
  year: Number(values.text('year')),
  slug: values.text('slug'),
  name: bothIn(values, 'name'),
  startsOn: dayIn(values, 'startsOn'),
  endsOn: dayIn(values, 'endsOn'),
  zone: zoneIn(values),
  place: bothIn(values, 'place'),
})

export function EditionFields({
  visit,
  state,
  edition,
}: {
  visit: Visit
  state: FormState
  edition?: Edition
}) {
  const { say } = visit
  return (
    <>
      <TextInput
        of={state}
        name="number"
        type="number"
        min={1}
        size="short"
        label={say('programme.number')}
        required
        value={edition ? String(edition.number) : ''}
      />
      <TextInput
        of={state}
        name="year"
        type="number"
        min={1900}
        size="short"
        label={say('programme.year')}
        required
        value={edition ? String(edition.year) : ''}
      />
      <TextInput
        of={state}
        name="slug"
        size="short"
        label={say('programme.slug')}
        hint={say('programme.slug_hint')}
        required
        value={edition?.slug}
      />
      <BilingualField of={state} name="name" label={say('programme.name')} required value={edition?.name} />
      <DateTimeInput
        of={state}
        kind="date"
        name="startsOn"
        label={say('programme.starts_on')}
        required
        value={edition?.startsOn}
      />
      <DateTimeInput
        of={state}
        kind="date"
        name="endsOn"
        label={say('programme.ends_on')}
        required
        value={edition?.endsOn}
      />
      <BilingualField
        of={state}
        name="place"
        label={say('programme.place')}
        required
        value={edition?.place}
      />
      <ZoneSelect
        visit={visit}
        of={state}
        name="zone"
        label={say('programme.zone')}
        hint={say('programme.zone_hint')}
        required
        value={edition?.zone ?? zone('Asia/Shanghai')}
      />
    </>
  )
}
