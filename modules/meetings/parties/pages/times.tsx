import { signedIn } from '#kernel/access'
import { dateIn, formatInstant, formatInterval, type Zone, zoneLabel } from '#kernel/time'
import { type FormValues, form, type Route, type Visit } from '#platform/http'
import { Badge, Button, EmptyState, Form, Section, Table } from '#ui'
import { type Slot, SlotId } from '../../model.ts'
import { addressIn, clockSpan, PartyHead, partyPath } from '../../parts.tsx'
import { tellAvailability } from '../commands.ts'
import { readOwn } from '../queries.ts'

/** Slots under the day they are on at the place. */
export function byDay(slots: readonly Slot[], zone: Zone): [string, Slot[]][] {
  const days = new Map<string, Slot[]>()
  for (const slot of slots) {
    const day = dateIn(slot.startsAt, zone)
    days.set(day, [...(days.get(day) ?? []), slot])
  }
  return [...days]
}

const spanOf = ({ startsAt, endsAt }: Slot) => ({ start: startsAt, end: endsAt })

type Own = Awaited<ReturnType<typeof load>>
const load = (visit: Visit) => visit.use.ask(readOwn, addressIn(visit))

function Day({ visit, own, slots }: { visit: Visit; own: Own; slots: readonly Slot[] }) {
  const { say, locale, readerZone } = visit
  const zone = own.event.zone
  const away = new Set(own.busy)
  const met = new Set(own.taken)
  const [first] = slots
  if (!first) return null
  const day = formatInstant(first.startsAt, zone, locale, 'day')
  const here = (slot: Slot) => clockSpan(spanOf(slot), zone, locale)
  // An evening at the place is the night after for somebody far away: then their day is said, too.
  const theirs = (slot: Slot) => {
    if (!readerZone) return here(slot)
    const isSameDay = dateIn(slot.startsAt, readerZone) === dateIn(slot.startsAt, zone)
    return isSameDay
      ? clockSpan(spanOf(slot), readerZone, locale)
      : formatInterval(spanOf(slot), readerZone, locale, 'day')
  }
  const none = slots.every(({ id }) => away.has(id))
  const pick = (which: readonly Slot[]) => which.map(({ id }) => id).join(' ')
  const free = slots.filter(({ id }) => !met.has(id))
  return (
    <Section
      title={`${day} · ${zoneLabel(zone, first.startsAt, locale)}`}
      actions={
        <Button
          small
          name={none ? 'free' : 'busy'}
          value={pick(none ? slots : free)}
          aria-label={`${day}: ${say(none ? 'meetings.day_free' : 'meetings.day_busy')}`}
        >
          {say(none ? 'meetings.day_free' : 'meetings.day_busy')}
        </Button>
      }
    >
      <Table
        caption={day}
        hideCaption
        keep
        rows={slots}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'when',
            label: say('kernel.when'),
            main: true,
            cell: (slot) => (
              <span id={`slot-${slot.id}`}>
                {here(slot)}
                {theirs(slot) !== here(slot) && (
                  <>
                    {' '}
                    <small>{say('kernel.your_time', { text: theirs(slot) })}</small>
                  </>
                )}
              </span>
            ),
          },
          {
            key: 'state',
            label: say('meetings.slot_state'),
            cell: ({ id }) =>
              met.has(id) ? (
                <Badge tone="info">{say('meetings.slot_meeting')}</Badge>
              ) : away.has(id) ? (
                <Badge tone="warn">{say('meetings.slot_busy')}</Badge>
              ) : (
                <Badge tone="good">{say('meetings.slot_free')}</Badge>
              ),
          },
          {
            key: 'say',
            label: say('meetings.slot_change'),
            hideLabel: true,
            cell: (slot) =>
              !met.has(slot.id) && (
                <Button
                  small
                  name={away.has(slot.id) ? 'free' : 'busy'}
                  value={slot.id}
                  aria-label={`${here(slot)}: ${say(away.has(slot.id) ? 'meetings.say_free' : 'meetings.say_busy')}`}
                >
                  {say(away.has(slot.id) ? 'meetings.say_free' : 'meetings.say_busy')}
                </Button>
              ),
          },
        ]}
      />
    </Section>
  )
}

const slotsIn = (values: FormValues, name: string): SlotId[] =>
  values
    .text(name)
    .split(' ')
    .flatMap((text) => {
      const id = SlotId.safeParse(text)
      return id.success ? [id.data] : []
    })

export const timesPage: Route = form({
  path: '/editions/:edition/events/:event/meetings/times',
  who: signedIn,
  load,
  view: (visit, own, state) => {
    const { say, href } = visit
    const title = say('meetings.own_times')
    return {
      title,
      shell: 'public',
      noIndex: true,
      body: (
        <>
          <PartyHead
            visit={visit}
            place={own}
            page="times"
            title={title}
            joined
            lead={say('meetings.times_lead')}
          />
          <Form wide action={href(partyPath(own, 'times'))} of={state}>
            {own.slots.length === 0 ? (
              <EmptyState title={say('meetings.no_slots')} icon="time">
                {say('meetings.no_slots_text')}
              </EmptyState>
            ) : (
              <p>
                <Button
                  tone={own.party.availabilityToldAt === null ? 'primary' : 'secondary'}
                  name="always"
                  value="1"
                >
                  {say('meetings.say_always')}
                </Button>
              </p>
            )}
            {byDay(own.slots, own.event.zone).map(([day, slots]) => (
              <Day key={day} visit={visit} own={own} slots={slots} />
            ))}
          </Form>
        </>
      ),
    }
  },
  submit: async (visit, values, own) => {
    const eventId = own.event.id
    const page = partyPath(own, 'times')
    if (values.flag('always')) {
      await visit.use.run(tellAvailability, {
        eventId,
        slotIds: own.slots.map(({ id }) => id),
        busy: false,
      })
      return { to: page, told: 'meetings.told_always' }
    }
    const busy = slotsIn(values, 'busy')
    const slotIds = busy.length > 0 ? busy : slotsIn(values, 'free')
    await visit.use.run(tellAvailability, { eventId, slotIds, busy: busy.length > 0 })
    return { to: slotIds.length === 1 ? `${page}#slot-${slotIds[0]}` : page }
  },
})
