import { invalid } from '#kernel/errors'
import { pick } from '#kernel/text'
import { isZone, toLocal, type Zone, zone } from '#kernel/time'
import { type Station, StationId } from '#modules/stations'
import { bothIn, type FormState, type FormValues, momentIn, type Visit } from '#platform/http'
import { fieldProblems } from '#platform/usecases'
import { BilingualField, Checkbox, DateTimeInput, RadioGroup, Select, TextInput, ZoneSelect } from '#ui'
import { mayCall } from '../access.ts'
import type { Call } from '../model.ts'
import { CallFacts } from '../wire.ts'

/** Stations the reader may call for; hosts also for none. */
const stationsFor = (visit: Visit, stations: readonly Station[]) =>
  stations.filter(({ id }) => mayCall.setUp(visit.actor, { stationId: id, state: 'draft' }))
const mayCallForNone = (visit: Visit) => mayCall.setUp(visit.actor, { stationId: null, state: 'draft' })

export function CallFields({
  visit,
  of,
  home,
  stations,
  call,
}: {
  visit: Visit
  of: FormState
  /** The edition's zone. */
  home: Zone
  stations: readonly Station[]
  call?: Call
}) {
  const { say, locale } = visit
  const own = stationsFor(visit, stations)
  // Whoever calls for the host too starts with the host's clock: the form's first choice of a station is none.
  const place = call?.zone ?? (mayCallForNone(visit) ? undefined : own[0]?.zone) ?? home
  const local = (at: Call['opensAt'] | undefined) => (at ? toLocal(at, place) : '')
  return (
    <>
      <BilingualField
        of={of}
        name="title"
        label={say('projects.call_title')}
        required
        maxlength={200}
        value={call?.title}
      />
      {!call && (
        <Select
          of={of}
          name="station"
          label={say('projects.station')}
          hint={say('projects.call_station_hint')}
          value={own.length === 1 && !mayCallForNone(visit) ? own[0]?.id : ''}
          {...(mayCallForNone(visit) && { empty: say('projects.host') })}
          options={own.map(({ id, name }) => ({ value: id, label: pick(name, locale).value }))}
        />
      )}
      <BilingualField
        of={of}
        name="about"
        label={say('projects.call_about')}
        hint={say('projects.call_about_hint')}
        rows={8}
        maxlength={10_000}
        value={call?.about}
      />
      <ZoneSelect
        visit={visit}
        of={of}
        name="zone"
        label={say('projects.zone')}
        hint={say('projects.zone_hint')}
        required
        value={place}
        first={[...own.map(({ zone }) => zone), home]}
      />
      <DateTimeInput
        of={of}
        name="opensAt"
        label={say('projects.opens_at')}
        zone={say('projects.in_zone_above')}
        required
        value={local(call?.opensAt)}
      />
      <DateTimeInput
        of={of}
        name="closesAt"
        label={say('projects.closes_at')}
        zone={say('projects.in_zone_above')}
        required
        value={local(call?.closesAt)}
      />
      <Checkbox
        of={of}
        name="onePerEntrant"
        label={say('projects.one_per_entrant')}
        hint={say('projects.one_per_entrant_hint')}
        checked={call?.onePerEntrant ?? true}
      />
      <RadioGroup
        of={of}
        name="state"
        label={say('kernel.status')}
        value={call?.state ?? 'draft'}
        options={(['draft', 'open', 'closed'] as const).map((value) => ({
          value,
          label: say(`projects.call_set_${value}`),
          hint: say(`projects.call_set_${value}_hint`),
        }))}
      />
      <TextInput
        of={of}
        name="slug"
        label={say('projects.slug')}
        hint={say('projects.slug_hint')}
        required
        size="medium"
        value={call?.slug ?? ''}
      />
    </>
  )
}

/** The call's facts as the form sent them. Refuses a zone that is none at its field, beside whatever else is wrong. */
export function factsIn(values: FormValues) {
  const isPlace = isZone(values.text('zone'))
  const place = zone(isPlace ? values.text('zone') : 'UTC')
  const sent = values.text('state')
  const state: Call['state'] = sent === 'open' || sent === 'closed' ? sent : 'draft'
  const facts = {
    stationId: StationId.safeParse(values.text('station')).data ?? null,
    slug: values.text('slug'),
    title: bothIn(values, 'title'),
    about: bothIn(values, 'about'),
    zone: place,
    opensAt: momentIn(values, 'opensAt', place),
    closesAt: momentIn(values, 'closesAt', place),
    onePerEntrant: values.flag('onePerEntrant'),
    state,
  }
  if (isPlace) return facts
  const others = CallFacts.safeParse(facts).error
  throw invalid([{ path: 'zone', code: 'projects.field_zone' }, ...(others ? fieldProblems(others) : [])])
}
