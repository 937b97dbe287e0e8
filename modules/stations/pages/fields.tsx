import { countriesSorted } from '#kernel/countries'
import { invalidField } from '#kernel/errors'
import { isZone, zone } from '#kernel/time'
import { bothIn, type FormState, type FormValues, type Visit } from '#platform/http'
import { BilingualField, CheckboxGroup, Details, Select, TextInput, ZoneSelect } from '#ui'
import type { Station } from '../model.ts'

export function StationFields({
  visit,
  state,
  station,
}: {
  visit: Visit
  state: FormState
  station?: Station
}) {
  const { say, locale } = visit
  const countries = countriesSorted(locale).map(({ code, name }) => ({ value: code, label: name }))
  return (
    <>
      <BilingualField of={state} name="name" label={say('stations.name')} required value={station?.name} />
      <BilingualField of={state} name="city" label={say('stations.city')} required value={station?.city} />
      <Select
        of={state}
        name="country"
        label={say('stations.country')}
        required
        empty={say('kernel.choose')}
        value={station?.country}
        options={countries}
      />
      <ZoneSelect
        visit={visit}
        of={state}
        name="zone"
        label={say('stations.zone')}
        hint={say('stations.zone_hint')}
        required
        value={station?.zone}
      />
      <TextInput
        of={state}
        name="openedYear"
        type="number"
        size="short"
        label={say('stations.opened_year')}
        value={station?.openedYear ? String(station.openedYear) : ''}
      />
      <BilingualField of={state} name="about" label={say('stations.about')} rows={4} value={station?.about} />
      <Details summary={say('stations.territory')}>
        <CheckboxGroup
          of={state}
          name="territory"
          label={say('stations.territory')}
          hint={say('stations.territory_hint')}
          inline
          values={station?.territory ?? []}
          options={countries}
        />
      </Details>
    </>
  )
}

export function factsIn(values: FormValues) {
  if (!isZone(values.text('zone'))) throw invalidField('zone', 'stations.field_zone')
  const year = values.text('openedYear')
  return {
    name: bothIn(values, 'name'),
    city: bothIn(values, 'city'),
    country: values.text('country'),
    territory: [...values.all('territory')],
    zone: zone(values.text('zone')),
    openedYear: year === '' ? null : Number(year),
    about: bothIn(values, 'about'),
  }
}
