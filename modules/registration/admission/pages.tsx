import { everyone } from '#kernel/access'
import { invalidField } from '#kernel/errors'
import { type Bilingual, pick } from '#kernel/text'
import type { Event } from '#modules/events'
import type { Edition } from '#modules/programme'
import {
  type FormState,
  type FormValues,
  form,
  page,
  type Route,
  type Sheet,
  type Visit,
} from '#platform/http'
import type { Keys } from '#platform/keys'
import { Card, EmptyState, ErrorSummary, Form, LinkButton, Notice, PageHead, Tiles } from '#ui'
import { linkBroken } from '../errors.ts'
import { readInvitationToken, registrationToken } from '../links.ts'
import type { Category, Invitation, Room } from '../model.ts'
import { registrationStates } from '../model.ts'
import { EventWhen } from '../parts.tsx'
import { register } from './commands.ts'
import {
  CategoryFields,
  ConsentFields,
  canAsk,
  controlOf,
  keyOf,
  mostOnOnePage,
  PersonFields,
  requestIn,
  standingOf,
  standingText,
} from './form.tsx'
import { readForm, readInvitation } from './queries.ts'

type Data = {
  edition: Edition
  event: Event
  categories: readonly Category[]
  places: Pick<Room, 'capacity' | 'taken'>
  /** The station that hosts it, by name; null for other hosts. */
  host: Bilingual | null
  invitation?: Invitation
}

const eventPath = ({ edition, event }: Pick<Data, 'edition' | 'event'>) =>
  `/editions/${edition.slug}/events/${event.slug}`

const head = (visit: Visit, data: Data, lead?: string, done = false) => {
  const { say, href, locale } = visit
  const title = pick(data.event.title, locale).value
  return (
    <PageHead
      kicker={say(
        done ? 'registration.received' : data.invitation ? 'registration.invited' : 'registration.register',
      )}
      title={title}
      lead={lead}
      meta={<EventWhen visit={visit} event={data.event} />}
      crumbs={{
        label: say('kernel.you_are_here'),
        trail: [
          { label: pick(data.edition.name, locale).value, href: href(`/editions/${data.edition.slug}`) },
          { label: title, href: href(eventPath(data)) },
          { label: say('registration.register') },
        ],
      }}
    />
  )
}

/** Why nobody can register here at this moment, and what to do instead. */
function closedReason(visit: Visit, { event, categories, places, invitation }: Data): string | null {
  if (event.state === 'cancelled') return 'registration.nothing_cancelled'
  if (visit.use.now() >= event.endsAt) return 'registration.nothing_over'
  if (invitation?.usedAt) return 'registration.invitation_used'
  if (invitation) return invitation.withdrawnAt ? 'registration.invitation_over' : null
  if (categories.length === 0) return 'registration.nothing_yet'
  const standings = categories.map((category) => standingOf(category, places, visit))
  if (standings.some(canAsk)) return null
  if (standings.includes('not_yet')) return 'registration.nothing_not_yet'
  return standings.includes('full') ? 'registration.nothing_full' : 'registration.nothing_closed'
}

/** More categories than one page can open and shut: one is chosen first. */
const choosing = (visit: Visit, data: Data) => (
  <Tiles wide>
    {data.categories.map((category) => {
      const open = canAsk(standingOf(category, data.places, visit))
      return (
        <Card
          key={category.id}
          title={pick(category.name, visit.locale).value}
          {...(open && { href: visit.href(`${eventPath(data)}/register?category=${category.id}`) })}
          meta={standingText(visit, category, data.places, data.event)}
        >
          <p>{pick(category.about, visit.locale).value}</p>
        </Card>
      )
    })}
  </Tiles>
)

function formSheet(visit: Visit, data: Data, state: FormState, action: string): Sheet {
  const { say, href } = visit
  const title = say('registration.register_title', { event: pick(data.event.title, visit.locale).value })
  const reason = closedReason(visit, data)
  const sheet = (body: Sheet['body'], status?: Sheet['status']): Sheet => ({
    title,
    shell: 'public',
    noIndex: true,
    ...(status && { status }),
    body: (
      <>
        {head(visit, data, reason ? undefined : say('registration.register_lead'))}
        {body}
      </>
    ),
  })
  if (reason)
    return sheet(
      <>
        {state.refusal !== undefined && <Notice tone="error">{state.refusal}</Notice>}
        <EmptyState
          icon="time"
          title={say('registration.nothing_open')}
          action={<LinkButton href={href(eventPath(data))}>{say('registration.back_to_event')}</LinkButton>}
        >
          {say(reason)}
        </EmptyState>
        {reason === 'registration.nothing_not_yet' && choosing(visit, data)}
      </>,
    )
  if (data.categories.length > mostOnOnePage) return sheet(choosing(visit, data))
  return sheet(
    <Form action={href(action)} hidden={{ key: keyOf(state) }} send={say('registration.send')}>
      <ErrorSummary
        title={state.refusal}
        problems={state.problems}
        idOf={controlOf(state, data.categories)}
      />
      <CategoryFields
        visit={visit}
        of={state}
        event={data.event}
        categories={data.categories}
        places={data.places}
      />
      <PersonFields visit={visit} of={state} invitation={data.invitation} />
      <ConsentFields
        visit={visit}
        of={state}
        recipient={
          (data.host ? pick(data.host, visit.locale).value : data.event.hostName) ||
          pick(data.edition.name, visit.locale).value
        }
      />
    </Form>,
  )
}

export const admissionRoutes = ({ keys }: { keys: Keys }): readonly Route[] => {
  /** Signed in, one is taken to one's registration; else to the same page for everybody, known or not. */
  const send = async (visit: Visit, values: FormValues, data: Data) => {
    const { categoryId, person, ...request } = requestIn(values, data.categories, visit)
    if (!categoryId) throw invalidField('categoryId', 'kernel.field_choose')
    const self = visit.me !== null && !data.invitation
    const { registration, state } = await visit.use.gather(register, {
      ...request,
      ...(self ? { self } : { person }),
      eventId: data.event.id,
      categoryId,
      ...(data.invitation && { invitationId: data.invitation.id }),
    })
    if (self && registration)
      return {
        to: `/registrations/${registrationToken(keys, registration.id, data.event.endsAt)}`,
        told: 'registration.told_registered',
      }
    return { to: `${eventPath(data)}/registered?as=${state ?? 'pending'}` }
  }
  const invitationOf = async (visit: Visit): Promise<Data> => {
    const id = readInvitationToken(keys, visit.params.token ?? '', visit.use.now())
    if (id === null) throw linkBroken()
    return visit.use.ask(readInvitation, { invitationId: id })
  }

  return [
    form<Data>({
      path: '/editions/:edition/events/:event/register',
      who: everyone('a visitor registers'),
      load: async (visit) => {
        const data = await visit.use.ask(readForm, {
          edition: visit.params.edition ?? '',
          event: visit.params.event ?? '',
        })
        const chosen = visit.search.get('category')
        const one = data.categories.filter(({ id }) => id === chosen)
        return one.length > 0 ? { ...data, categories: one } : data
      },
      view: (visit, data, state) => {
        const chosen = visit.search.get('category')
        const query = chosen === null ? '' : `?category=${encodeURIComponent(chosen)}`
        return formSheet(visit, data, state, `${eventPath(data)}/register${query}`)
      },
      submit: send,
    }),
    form<Data>({
      path: '/invitations/:token',
      who: everyone('the signed link of an invitation is the key to its form'),
      load: invitationOf,
      view: (visit, data, state) => formSheet(visit, data, state, `/invitations/${visit.params.token}`),
      submit: send,
    }),
    page({
      path: '/editions/:edition/events/:event/registered',
      who: everyone('the same answer for everybody who registered'),
      show: async (visit) => {
        const { say, href } = visit
        const data = await visit.use.ask(readForm, {
          edition: visit.params.edition ?? '',
          event: visit.params.event ?? '',
        })
        const state = registrationStates.find((each) => each === visit.search.get('as')) ?? 'pending'
        return {
          title: say('registration.received'),
          shell: 'public',
          noIndex: true,
          body: (
            <>
              {head(visit, data, undefined, true)}
              <Notice
                tone="success"
                title={say(
                  `registration.received_${state === 'admitted' || state === 'waiting' ? state : 'pending'}`,
                )}
                actions={
                  <LinkButton href={href(eventPath(data))}>{say('registration.back_to_event')}</LinkButton>
                }
              >
                {say('registration.received_mail')}
              </Notice>
            </>
          ),
        }
      },
    }),
  ]
}
