import { invalidField, notFound } from '#kernel/errors'
import { displayName } from '#kernel/names'
import { pick } from '#kernel/text'
import { fromLocal, type Instant, toLocal, type Zone, zoneLabel } from '#kernel/time'
import { action, type FormValues, form, page, type Route, type Visit } from '#platform/http'
import type { Keys } from '#platform/keys'
import {
  At,
  Badge,
  Button,
  DateTimeInput,
  EmptyState,
  ErrorSummary,
  FieldSet,
  FileInput,
  Form,
  FormActions,
  LinkButton,
  Table,
  type Tone,
} from '#ui'
import { may } from '../access.ts'
import { setUpOf } from '../categories/desk.ts'
import { invitationToken } from '../links.ts'
import { CategoryChoice, GuestFields, guestIn, rowField } from '../lists/fields.tsx'
import { categoryIn, listIn, listLimit, Problems } from '../lists/file.tsx'
import { type Invitation, InvitationId } from '../model.ts'
import { DeskHead, eventIn, staff } from '../parts.tsx'
import { inviteGuests, withdrawInvitation } from './commands.ts'
import { readInvitations } from './queries.ts'

const base = '/console/events/:event/invitations'

type Standing = 'used' | 'withdrawn' | 'over' | 'open'
const tones: Record<Standing, Tone> = { used: 'good', withdrawn: 'faint', over: 'faint', open: 'info' }

const standingOf = ({ usedAt, withdrawnAt, validUntil }: Invitation, now: Instant): Standing => {
  if (usedAt) return 'used'
  if (withdrawnAt) return 'withdrawn'
  return now >= validUntil ? 'over' : 'open'
}

const nameOf = ({ name }: Invitation, visit: Visit) =>
  displayName({ ...name, familyFirst: false }, visit.locale, { both: true })

const listPage = ({ keys }: { keys: Keys }): Route =>
  page({
    path: base,
    who: staff,
    show: async (visit) => {
      const { say, href, locale, actor } = visit
      const { event, categories, invitations } = await visit.use.ask(readInvitations, {
        eventId: eventIn(visit),
      })
      const open = may.decide(actor, event)
      const list = `/console/events/${event.id}/invitations`
      const now = visit.use.now()
      const invite = open && categories.length > 0 && (
        <LinkButton tone="primary" icon="plus" href={href(`${list}/new`)}>
          {say('registration.invite')}
        </LinkButton>
      )
      return {
        title: say('registration.section_invitations'),
        shell: 'console',
        current: '/console/events',
        body: (
          <>
            <DeskHead
              visit={visit}
              event={event}
              section="invitations"
              title={say('registration.section_invitations')}
              lead={say('registration.invitations_lead')}
              actions={invitations.length > 0 ? invite : undefined}
            />
            <Table
              caption={say('registration.section_invitations')}
              hideCaption
              rows={invitations}
              rowKey={({ id }) => id}
              empty={
                <EmptyState title={say('registration.no_invitation')} action={invite}>
                  {open
                    ? say(
                        categories.length > 0
                          ? 'registration.no_invitation_text'
                          : 'registration.no_category_text',
                      )
                    : undefined}
                </EmptyState>
              }
              columns={[
                {
                  key: 'name',
                  label: say('kernel.person_name'),
                  main: true,
                  cell: (invitation) => nameOf(invitation, visit),
                },
                { key: 'email', label: say('kernel.email'), cell: ({ email }) => email },
                {
                  key: 'category',
                  label: say('registration.category'),
                  cell: ({ categoryId }) => {
                    const category = categories.find(({ id }) => id === categoryId)
                    return category ? pick(category.name, locale).value : ''
                  },
                },
                {
                  key: 'state',
                  label: say('kernel.status'),
                  cell: (invitation) => {
                    const standing = standingOf(invitation, now)
                    return (
                      <Badge tone={tones[standing]}>{say(`registration.invitation_is_${standing}`)}</Badge>
                    )
                  },
                },
                {
                  key: 'until',
                  label: say('registration.valid_until'),
                  cell: ({ validUntil }) => <At visit={visit} at={validUntil} zone={event.zone} />,
                },
                {
                  key: 'act',
                  label: say('registration.withdraw'),
                  hideLabel: true,
                  cell: (invitation) =>
                    open &&
                    standingOf(invitation, now) === 'open' && (
                      <>
                        <LinkButton
                          small
                          tone="quiet"
                          href={`/${invitation.locale}/invitations/${invitationToken(keys, invitation.id, invitation.validUntil)}`}
                          aria-label={say('registration.link_of', { name: nameOf(invitation, visit) })}
                        >
                          {say('registration.link')}
                        </LinkButton>
                        <Form inline action={href(`${list}/${invitation.id}/withdraw`)}>
                          <Button
                            small
                            tone="quiet"
                            aria-label={say('registration.withdraw_of', { name: nameOf(invitation, visit) })}
                          >
                            {say('registration.withdraw')}
                          </Button>
                        </Form>
                      </>
                    ),
                },
              ]}
            />
          </>
        ),
      }
    },
  })

const untilIn = (values: FormValues, zone: Zone): Instant => {
  try {
    return fromLocal(values.text('validUntil').slice(0, 16), zone)
  } catch {
    throw invalidField('validUntil', 'kernel.field_not_a_time')
  }
}

const newPage: Route = form({
  path: `${base}/new`,
  who: staff,
  limit: listLimit,
  load: setUpOf,
  view: (visit, { event, categories }, state) => {
    const { say, href, locale } = visit
    const title = say('registration.invite')
    const list = `/console/events/${event.id}/invitations`
    return {
      title,
      shell: 'console',
      current: '/console/events',
      body: (
        <>
          <DeskHead
            visit={visit}
            event={event}
            section="invitations"
            title={title}
            lead={say('registration.invite_lead')}
            trail={[{ label: say('registration.section_invitations'), href: href(list) }]}
          />
          <Form files action={href(`${list}/new`)}>
            <ErrorSummary title={state.refusal} problems={state.problems} idOf={rowField} />
            <CategoryChoice visit={visit} of={state} categories={categories} />
            <DateTimeInput
              of={state}
              name="validUntil"
              label={say('registration.valid_until')}
              zone={zoneLabel(event.zone, event.startsAt, locale)}
              required
              value={toLocal(event.startsAt, event.zone)}
            />
            <FieldSet legend={say('registration.invite_one')}>
              <GuestFields visit={visit} of={state} />
            </FieldSet>
            <FieldSet legend={say('registration.invite_many')}>
              <FileInput
                of={state}
                name="file"
                label={say('registration.csv_file')}
                hint={say('registration.csv_hint')}
                accept=".csv,text/csv"
              />
            </FieldSet>
            <FormActions>
              <Button tone="primary" formnovalidate>
                {say('registration.send_invitations')}
              </Button>
            </FormActions>
          </Form>
        </>
      ),
    }
  },
  submit: async (visit, values, { event }) => {
    const list = values.file('file') ? await listIn(values) : { rows: [guestIn(values)], problems: [] }
    if (list.problems.length > 0)
      return {
        title: visit.say('registration.invite'),
        shell: 'console' as const,
        current: '/console/events',
        status: 422 as const,
        body: (
          <>
            <Problems visit={visit} problems={list.problems} />
            <LinkButton href={visit.href(`/console/events/${event.id}/invitations/new`)}>
              {visit.say('registration.list_other')}
            </LinkButton>
          </>
        ),
      }
    await visit.use.run(inviteGuests, {
      eventId: event.id,
      categoryId: categoryIn(values),
      rows: list.rows,
      validUntil: untilIn(values, event.zone),
    })
    return { to: `/console/events/${event.id}/invitations`, told: 'registration.told_invited' }
  },
})

const withdrawAction: Route = action({
  path: `${base}/:invitation/withdraw`,
  who: staff,
  submit: async (visit) => {
    const id = InvitationId.safeParse(visit.params.invitation)
    if (!id.success) throw notFound()
    const eventId = eventIn(visit)
    await visit.use.run(withdrawInvitation, { eventId, invitationId: id.data })
    return { to: `/console/events/${eventId}/invitations`, told: 'registration.told_withdrawn' }
  },
})

export const invitationRoutes = (ports: { keys: Keys }): readonly Route[] => [
  listPage(ports),
  newPage,
  withdrawAction,
]
