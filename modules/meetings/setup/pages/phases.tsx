import { invalidField } from '#kernel/errors'
import { toLocal, zoneLabel } from '#kernel/time'
import { bothIn, type FormValues, form, momentIn, numberIn, type Route } from '#platform/http'
import { BilingualField, DateTimeInput, FieldSet, Form, TextInput } from '#ui'
import { type Phase, phases } from '../../model.ts'
import { DeskHead, deskPath, staff } from '../../parts.tsx'
import { changeBrokerage } from '../commands.ts'
import { type Desk, deskOf } from '../desk.ts'

function beginsIn(values: FormValues, { event, setUp }: Desk) {
  const moment = (phase: Phase) => {
    const name = `begins.${phase}`
    const was = setUp.brokerage.begins[phase]
    // A field knows minutes only: what was not touched keeps its seconds.
    if (values.text(name).slice(0, 16) === toLocal(was, event.zone)) return was
    const at = momentIn(values, name, event.zone)
    if (at === null) throw invalidField(name, 'kernel.field_required')
    return at
  }
  return {
    profile: moment('profile'),
    wish: moment('wish'),
    draft: moment('draft'),
    live: moment('live'),
    done: moment('done'),
  }
}

export const phasesPage: Route = form({
  path: '/console/events/:event/meetings/phases',
  who: staff,
  load: deskOf,
  view: (visit, desk, state) => {
    const { say, href, locale } = visit
    const { event, setUp } = desk
    const { brokerage } = setUp
    const title = say('meetings.change_dates')
    return {
      title,
      shell: 'console',
      current: '/console/events',
      body: (
        <>
          <DeskHead
            visit={visit}
            event={event}
            brokerage={brokerage}
            page=""
            title={title}
            trail={[{ label: say('meetings.title'), href: href(deskPath(event)) }]}
          />
          <Form action={href(deskPath(event, 'phases'))} of={state} send={say('kernel.save')}>
            <FieldSet legend={say('meetings.phases')} hint={say('meetings.phases_hint')}>
              {phases.map((phase) => (
                <DateTimeInput
                  key={phase}
                  of={state}
                  name={`begins.${phase}`}
                  label={say('meetings.phase_begins', { phase: say(`meetings.phase_${phase}`) })}
                  zone={zoneLabel(event.zone, brokerage.begins[phase], locale)}
                  required
                  value={toLocal(brokerage.begins[phase], event.zone)}
                />
              ))}
              <BilingualField
                of={state}
                name="reason"
                label={say('kernel.reason')}
                hint={say('meetings.reason_hint')}
                maxlength={500}
              />
            </FieldSet>
            <BilingualField
              of={state}
              name="about"
              label={say('meetings.about')}
              hint={say('meetings.about_hint')}
              mark={say('kernel.optional')}
              rows={4}
              maxlength={2000}
              value={brokerage.about}
            />
            <TextInput
              of={state}
              name="holdMinutes"
              type="number"
              inputmode="numeric"
              min={1}
              max={1440}
              size="short"
              label={say('meetings.hold_minutes')}
              hint={say('meetings.hold_minutes_hint')}
              after={say('meetings.minutes')}
              value={String(brokerage.holdMinutes)}
            />
          </Form>
        </>
      ),
    }
  },
  submit: async (visit, values, desk) => {
    await visit.use.run(changeBrokerage, {
      eventId: desk.event.id,
      about: bothIn(values, 'about'),
      begins: beginsIn(values, desk),
      holdMinutes: numberIn(values, 'holdMinutes') ?? 30,
      reason: bothIn(values, 'reason'),
    })
    return { to: deskPath(desk.event), told: 'meetings.told_saved' }
  },
})
