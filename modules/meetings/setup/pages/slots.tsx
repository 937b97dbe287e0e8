import { dateIn, formatInstant, toLocal, zoneLabel } from '#kernel/time'
import {
  action,
  type FormState,
  type FormValues,
  form,
  numberIn,
  type Route,
  type Visit,
} from '#platform/http'
import {
  Button,
  Checkbox,
  DateTimeInput,
  EmptyState,
  Form,
  FormActions,
  Section,
  Table,
  TextInput,
} from '#ui'
import { may } from '../../access.ts'
import { nothingPicked } from '../../errors.ts'
import { SlotId } from '../../model.ts'
import { byDay } from '../../parties/pages/times.tsx'
import { clockSpan, DeskHead, deskPath, staff } from '../../parts.tsx'
import { addSlots, removeSlots } from '../commands.ts'
import { type Desk, deskOf } from '../desk.ts'

/** A day of slots: where the last one ended, or nine to half past five. */
function Generator({ visit, desk, state }: { visit: Visit; desk: Desk; state: FormState }) {
  const { say, href, locale } = visit
  const { event, setUp } = desk
  const zone = zoneLabel(event.zone, event.startsAt, locale)
  const last = setUp.slots.at(-1)
  const time = (name: string, label: string, value: string, required = true) => (
    <DateTimeInput
      of={state}
      kind="time"
      name={name}
      label={say(`meetings.${label}`)}
      zone={zone}
      required={required}
      value={value}
    />
  )
  const minutes = (name: string, label: string, value: number, min: number) => (
    <TextInput
      of={state}
      name={name}
      type="number"
      inputmode="numeric"
      min={min}
      max={240}
      size="short"
      label={say(`meetings.${label}`)}
      after={say('meetings.minutes')}
      value={String(value)}
    />
  )
  return (
    <Section title={say('meetings.add_slots')} lead={say('meetings.add_slots_lead')}>
      <Form action={href(deskPath(event, 'slots'))} of={state} send={say('meetings.add_slots')}>
        <DateTimeInput
          of={state}
          kind="date"
          name="day"
          label={say('meetings.day')}
          required
          value={dateIn(last?.startsAt ?? event.startsAt, event.zone)}
        />
        {time('from', 'first_slot', toLocal(event.startsAt, event.zone).slice(11))}
        {time('until', 'last_slot', toLocal(event.endsAt, event.zone).slice(11))}
        {minutes('minutes', 'slot_minutes', 20, 5)}
        {minutes('gap', 'slot_gap', 5, 0)}
        <Checkbox
          of={state}
          name="pause"
          label={say('meetings.with_pause')}
          followUp={
            <>
              {time('pause.from', 'pause_from', '12:00', false)}
              {time('pause.until', 'pause_until', '13:30', false)}
            </>
          }
        />
      </Form>
    </Section>
  )
}

const dayIn = (values: FormValues) => ({
  day: values.text('day'),
  from: values.text('from').slice(0, 5),
  until: values.text('until').slice(0, 5),
  minutes: numberIn(values, 'minutes') ?? 20,
  gap: numberIn(values, 'gap') ?? 0,
  pause: values.flag('pause')
    ? { from: values.text('pause.from').slice(0, 5), until: values.text('pause.until').slice(0, 5) }
    : null,
})

export const slotsPage: Route = form({
  path: '/console/events/:event/meetings/slots',
  who: staff,
  load: deskOf,
  view: (visit, desk, state) => {
    const { say, href, locale, actor } = visit
    const { event, setUp, busy } = desk
    const title = say('meetings.page_slots')
    const open = may.manage(actor, event)
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
            page="slots"
            title={title}
            lead={say('meetings.slots_lead')}
          />
          {setUp.slots.length === 0 && (
            <EmptyState title={say('meetings.no_slots')} icon="time">
              {say('meetings.not_ready_slots')}
            </EmptyState>
          )}
          <Form wide action={href(deskPath(event, 'slots/remove'))}>
            {byDay(setUp.slots, event.zone).map(([day, slots]) => {
              const first = slots[0]?.startsAt ?? event.startsAt
              const name = `${formatInstant(first, event.zone, locale, 'date')} · ${zoneLabel(event.zone, first, locale)}`
              return (
                <Section key={day} title={name}>
                  <Table
                    caption={name}
                    hideCaption
                    keep
                    rows={slots}
                    rowKey={({ id }) => id}
                    select={
                      open
                        ? {
                            name: 'slot',
                            head: say('meetings.pick'),
                            value: ({ id }) => id,
                            label: ({ startsAt, endsAt }) =>
                              clockSpan({ start: startsAt, end: endsAt }, event.zone, locale),
                          }
                        : undefined
                    }
                    columns={[
                      {
                        key: 'when',
                        label: say('kernel.when'),
                        main: true,
                        cell: ({ startsAt, endsAt }) =>
                          clockSpan({ start: startsAt, end: endsAt }, event.zone, locale),
                      },
                      {
                        key: 'tables',
                        label: say('meetings.open_tables'),
                        number: true,
                        cell: ({ id }) => setUp.tables.filter(({ closed }) => !closed.includes(id)).length,
                      },
                      {
                        key: 'busy',
                        label: say('meetings.cannot'),
                        number: true,
                        cell: ({ id }) => busy.filter(({ slotId }) => slotId === id).length,
                      },
                    ]}
                  />
                </Section>
              )
            })}
            {open && setUp.slots.length > 0 && (
              <FormActions>
                <Button tone="danger">{say('meetings.remove_picked')}</Button>
              </FormActions>
            )}
          </Form>
          {open && <Generator visit={visit} desk={desk} state={state} />}
        </>
      ),
    }
  },
  submit: async (visit, values, { event }) => {
    await visit.use.run(addSlots, { eventId: event.id, day: dayIn(values) })
    return { to: deskPath(event, 'slots'), told: 'meetings.told_saved' }
  },
})

export const removeSlotsAction: Route = action({
  path: '/console/events/:event/meetings/slots/remove',
  who: staff,
  submit: async (visit, values) => {
    const { event } = await deskOf(visit)
    const slotIds = values.all('slot').flatMap((text) => {
      const id = SlotId.safeParse(text)
      return id.success ? [id.data] : []
    })
    if (slotIds.length === 0) throw nothingPicked()
    await visit.use.run(removeSlots, { eventId: event.id, slotIds })
    return { to: deskPath(event, 'slots'), told: 'meetings.told_removed' }
  },
})
