import { invalidField } from '#kernel/errors'
import { pick } from '#kernel/text'
import { isZone, toLocal, type Zone, zone, zoneLabel } from '#kernel/time'
import type { Station } from '#modules/stations'
import { StationId } from '#modules/stations'
import { bothIn, type FormState, type FormValues, requiredMomentIn, type Visit } from '#platform/http'
import { BilingualField, DateTimeInput, Select, TextInput, ZoneSelect } from '#ui'
import { type Event, eventKinds, type Festival, FestivalId, type Venue, VenueId } from '../model.ts'

export type Choices = {
  stations: readonly Station[]
  venues: readonly Venue[]
  festivals: readonly Festival[]
}
const fallbackZone = zone('Asia/Shanghai')

export function EventFields({
  visit,
  state,
  choices,
  event,
  host,
}: {
  visit: Visit
  state: FormState
  choices: Choices
  event?: Event
  host: boolean
}) {
  const { say, locale } = visit
  const name = (text: { en: string; zh: string }) => pick(text, locale).value
  const place = event?.zone ?? choices.stations[0]?.zone ?? fallbackZone
  return (
    <>
      <BilingualField
        of={state}
        name="title"
        label={say('events.field_title')}
        required
        value={event?.title}
      />
      <Select
        of={state}
        name="kind"
        label={say('events.field_kind')}
        required
        value={event?.kind ?? 'promotion'}
        options={eventKinds.map((kind) => ({ value: kind, label: say(`events.kind_${kind}`) }))}
      />
      <BilingualField
        of={state}
        name="summary"
        label={say('events.field_summary')}
        hint={say('events.field_summary_hint')}
        rows={3}
        value={event?.summary}
      />
      <BilingualField of={state} name="body" label={say('events.field_body')} rows={6} value={event?.body} />
      <TextInput
        of={state}
        name="hostName"
        label={say('events.host')}
        required
        value={event?.hostName ?? ''}
      />
      <Select
        of={state}
        name="station"
        label={say('events.station')}
        value={event ? (event.stationId ?? '') : host ? '' : choices.stations[0]?.id}
        empty={host ? say('events.no_station') : undefined}
        options={choices.stations.map((station) => ({ value: station.id, label: name(station.name) }))}
      />
      <Select
        of={state}
        name="festival"
        label={say('events.festival')}
        value={event?.festivalId ?? ''}
        empty={say('events.no_festival')}
        options={choices.festivals.map((festival) => ({ value: festival.id, label: name(festival.name) }))}
      />
      <Select
        of={state}
        name="stream"
        label={say('events.field_stream_label')}
        value={event?.stream ?? ''}
        empty={say('events.no_stream')}
        options={choices.festivals.flatMap(({ streams }) =>
          streams.map((stream) => ({ value: stream.key, label: name(stream.name) })),
        )}
      />
      <ZoneSelect
        visit={visit}
        of={state}
        name="zone"
        label={say('events.field_zone_label')}
        hint={say('events.field_zone_hint')}
        required
        value={place}
        first={[...choices.stations, ...choices.venues].map(({ zone }) => zone)}
      />
      <DateTimeInput
        of={state}
        name="startsAt"
        label={say('events.field_starts_at')}
        zone={event ? zoneLabel(event.zone, event.startsAt, locale) : say('events.at_the_place')}
        required
        value={event ? toLocal(event.startsAt, event.zone) : ''}
      />
      <DateTimeInput
        of={state}
        name="endsAt"
        label={say('events.field_ends_at')}
        zone={event ? zoneLabel(event.zone, event.endsAt, locale) : say('events.at_the_place')}
        required
        value={event ? toLocal(event.endsAt, event.zone) : ''}
      />
      <Select
        of={state}
        name="venue"
        label={say('events.field_venue_id')}
        value={event?.venueId ?? ''}
        empty={say('events.no_venue')}
        options={choices.venues.map((venue) => ({
          value: venue.id,
          label: `${name(venue.name)} · ${name(venue.city)}`,
        }))}
      />
      <TextInput
        of={state}
        name="onlineUrl"
        type="url"
        label={say('events.field_online_url')}
        value={event?.onlineUrl ?? ''}
      />
      <TextInput
        of={state}
        name="capacity"
        type="number"
        min={1}
        size="short"
        label={say('events.field_capacity')}
        hint={say('events.field_capacity_hint')}
        value={event?.capacity ? String(event.capacity) : ''}
      />
      <TextInput
        of={state}
        name="slug"
        size="medium"
        label={say('events.field_slug_label')}
        hint={say('events.field_slug_hint')}
        required
        value={event?.slug ?? ''}
      />
    </>
  )
}

function zoneIn(values: FormValues): Zone {
  if (!isZone(values.text('zone'))) throw invalidField('zone', 'events.field_zone')
  return zone(values.text('zone'))
}

export function factsIn(values: FormValues) {
  const place = zoneIn(values)
  const kind = eventKinds.find((each) => each === values.text('kind'))
  if (!kind) throw invalidField('kind', 'kernel.field_choose')
  const capacity = values.text('capacity')
  return {
    title: bothIn(values, 'title'),
    kind,
    summary: bothIn(values, 'summary'),
    body: bothIn(values, 'body'),
    hostName: values.text('hostName'),
    stationId: StationId.safeParse(values.text('station')).data ?? null,
    festivalId: FestivalId.safeParse(values.text('festival')).data ?? null,
    stream: values.text('stream') || null,
    zone: place,
    startsAt: requiredMomentIn(values, 'startsAt', place),
    endsAt: requiredMomentIn(values, 'endsAt', place),
    venueId: VenueId.safeParse(values.text('venue')).data ?? null,
    onlineUrl: values.text('onlineUrl') || null,
    capacity: capacity === '' ? null : Number(capacity),
    slug: values.text('slug'),
  }
}
