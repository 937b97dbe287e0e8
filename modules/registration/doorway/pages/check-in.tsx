import { notFound } from '#kernel/errors'
import { newId } from '#kernel/ids'
import { emptyForm, type FormState, file, form, type Route, type Sheet, type Visit } from '#platform/http'
import {
  Button,
  ErrorSummary,
  Form,
  LinkButton,
  Notice,
  PageHead,
  Section,
  Stat,
  TextInput,
  Tiles,
  When,
} from '#ui'
import { RegistrationId } from '../../model.ts'
import { atSomeDoor } from '../access.ts'
import type { DoorCommands } from '../commands.ts'
import * as errors from '../errors.ts'
import { ScanId, type Told } from '../model.ts'
import { doorQueries } from '../queries.ts'
import { readSerial } from '../serial.ts'
import { doorTopic } from '../store/record.ts'
import { readTicket } from '../ticket.ts'
import { bothNames, clockTime, titleOf, whenOf } from '../words.ts'
import { eventIdOf, reachOf } from './door.ts'
import { islandWords } from './island-words.ts'
import { FoundGuests, ScanLog } from './parts.tsx'
import type { Stand } from './stand.ts'

type Result = { told: Extract<Told, 'admitted' | 'again'>; name: string; since: string }
type Data = { stand: Stand; q: string; result: Result | null }

const doorPath = (visit: Visit) => `/console/events/${eventIdOf(visit)}/check-in`

/** A ticket's code or its serial; anything else that is typed is looked for among the names. */
const isTicket = (typed: string) =>
  typed.startsWith('HG1:') || readTicket(typed) !== null || readSerial(typed) !== null

const readStand = (visit: Visit, q: string) =>
  visit.use.ask(doorQueries[reachOf(visit)].stand, { eventId: eventIdOf(visit), q: q.slice(0, 200) })

const Outcome = ({ visit, result }: { visit: Visit; result: Result }) =>
  result.told === 'admitted' ? (
    <Notice tone="success" title={visit.say('doorway.now_in', { name: result.name })} />
  ) : (
    <Notice tone="warn" title={visit.say('doorway.already_in', { name: result.name, since: result.since })}>
      {visit.say('doorway.already_in_hint')}
    </Notice>
  )

function view(visit: Visit, { stand, q, result }: Data, form: FormState): Sheet {
  const { say, href } = visit
  const { event, counts, may } = stand
  return {
    title: say('doorway.check_in_title'),
    shell: 'console',
    current: '/console/events',
    islands: ['check-in'],
    // With cookies, which browsers leave out of this request unless they are told: the door is behind a lock.
    head: (
      <link rel="manifest" crossorigin="use-credentials" href={href(`${doorPath(visit)}/app.webmanifest`)} />
    ),
    body: (
      <>
        <PageHead
          title={say('doorway.check_in_title')}
          kicker={titleOf(event, visit)}
          meta={<When {...whenOf(event, visit)} />}
          actions={
            may.print && (
              <LinkButton href={href(`/console/events/${event.id}/badges`)} icon="file">
                {say('doorway.badges_title')}
              </LinkButton>
            )
          }
        />
        {event.state !== 'released' && <Notice tone="warn">{say('doorway.event_not_released')}</Notice>}
        <ErrorSummary title={form.refusal} problems={form.problems} />
        {result && <Outcome visit={visit} result={result} />}
        {may.checkIn && (
          <div
            data-island="check-in"
            data-event={event.id}
            data-lang={visit.locale}
            data-zone={event.zone}
            data-live={href(`${doorPath(visit)}/live`)}
            data-scope={href(doorPath(visit))}
            data-words={JSON.stringify(islandWords(say))}
          />
        )}
        <Tiles>
          <Stat
            label={say('doorway.count_in')}
            value={<span data-count="in">{counts.in}</span>}
            note={say('doorway.count_in_note')}
          />
          <Stat
            label={say('doorway.count_expected')}
            value={<span data-count="expected">{counts.expected}</span>}
          />
        </Tiles>
        {may.checkIn && (
          <Section title={say('doorway.by_hand')} lead={say('doorway.by_hand_lead')}>
            <Form action={href(doorPath(visit))} hidden={{ scan: newId() }}>
              <TextInput
                name="code"
                label={say('doorway.code_label')}
                of={form}
                value={q}
                required
                autocomplete="off"
                maxlength={400}
              />
              <Button tone="primary">{say('doorway.code_button')}</Button>
            </Form>
            <FoundGuests visit={visit} stand={stand} q={q} path={doorPath(visit)} />
          </Section>
        )}
        <ScanLog visit={visit} stand={stand} path={doorPath(visit)} />
      </>
    ),
  }
}

export const checkInRoutes = (commands: DoorCommands): Route[] => [
  form<Data>({
    path: '/console/events/:event/check-in',
    who: atSomeDoor,
    load: async (visit) => {
      const q = (visit.search.get('q') ?? '').trim()
      return { stand: await readStand(visit, q), q, result: null }
    },
    view,
    submit: async (visit, values) => {
      const code = values.text('code')
      if (!isTicket(code)) return { to: `${doorPath(visit)}?q=${encodeURIComponent(code)}` }
      const eventId = eventIdOf(visit)
      const scan = ScanId.safeParse(values.text('scan'))
      const id = scan.success ? scan.data : newId<'scan'>()
      const reach = reachOf(visit)
      // The form carries the id of its scan: sending it again, by reloading or twice by hand, is one scan.
      const merged = await visit.use.gather(commands.scans, {
        eventId,
        scans: [{ id, device: 'desk', counter: 0, at: visit.use.now(), means: 'desk', code }],
      })
      const answer = merged.answers[0]
      if (answer === undefined) throw errors.notIn('unknown')
      const { told, since, registrationId } = answer
      if (told !== 'admitted' && told !== 'again') throw errors.notIn(told)
      if (registrationId === null || since === null) throw errors.notIn('unknown')
      const { event, guest } = await visit.use.ask(doorQueries[reach].guest, { eventId, registrationId })
      const result: Result = {
        told,
        name: bothNames(guest.name, visit),
        since: clockTime(since, event, visit),
      }
      return view(visit, { stand: await readStand(visit, ''), q: '', result }, emptyForm)
    },
  }),

  form({
    path: '/console/events/:event/check-in/undo/:registration',
    who: atSomeDoor,
    load: async (visit) => {
      const registrationId = RegistrationId.safeParse(visit.params.registration)
      if (!registrationId.success) throw notFound()
      return visit.use.ask(doorQueries[reachOf(visit)].guest, {
        eventId: eventIdOf(visit),
        registrationId: registrationId.data,
      })
    },
    view: (visit, { guest, event }, form) => ({
      title: visit.say('doorway.undo_title'),
      shell: 'console',
      current: '/console/events',
      body: (
        <>
          <PageHead
            title={visit.say('doorway.undo_title')}
            kicker={titleOf(event, visit)}
            lead={
              guest.since === null
                ? visit.say('doorway.not_in_yet')
                : visit.say('doorway.undo_lead', {
                    name: bothNames(guest.name, visit),
                    since: clockTime(guest.since, event, visit),
                  })
            }
          />
          <ErrorSummary title={form.refusal} problems={form.problems} />
          <Form>
            <TextInput
              name="reason"
              label={visit.say('kernel.reason')}
              hint={visit.say('doorway.undo_reason_hint')}
              of={form}
              required
              maxlength={300}
            />
            <Button tone="danger">{visit.say('doorway.undo_button')}</Button>
          </Form>
        </>
      ),
    }),
    submit: async (visit, values, { guest }) => {
      await visit.use.run(commands[reachOf(visit)].undo, {
        eventId: eventIdOf(visit),
        registrationId: guest.registrationId,
        reason: values.text('reason'),
      })
      return { to: doorPath(visit), told: 'doorway.told_undone' }
    },
  }),

  file({
    path: '/console/events/:event/check-in/live',
    who: atSomeDoor,
    send: async (visit) => {
      const eventId = eventIdOf(visit)
      const ask = () => visit.use.ask(doorQueries[reachOf(visit)].counts, { eventId, fresh: true })
      await ask()
      return visit.follow({
        name: doorTopic(eventId),
        view: 'counts',
        // Counting reads every guest of the event.
        gap: 1000,
        read: async () => ({ counts: (await ask()).counts }),
      })
    },
  }),

  file({
    path: '/console/events/:event/check-in/app.webmanifest',
    who: atSomeDoor,
    send: async (visit) =>
      Response.json(
        {
          name: visit.say('doorway.check_in_title'),
          short_name: visit.say('doorway.check_in_title'),
          start_url: visit.href(doorPath(visit)),
          scope: visit.href(doorPath(visit)),
          display: 'standalone',
          icons: [{ src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' }],
        },
        { headers: { 'content-type': 'application/manifest+json' } },
      ),
  }),
]
