import { z } from 'zod'
import { personIdOf } from '#kernel/access'
import { command } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { newId } from '#kernel/ids'
import { type Instant, isInstant } from '#kernel/time'
import { EventId, findEvent } from '#modules/events'
import { may } from '../access.ts'
import * as errors from '../errors.ts'
import * as facts from '../facts.ts'
import { Rows } from '../lists/wire.ts'
import { CategoryId, type Invitation, InvitationId } from '../model.ts'
import { listCategories } from '../store.ts'
import * as store from './store.ts'

const Moment = z.custom<Instant>(
  (value) => typeof value === 'string' && isInstant(value),
  'kernel.field_not_a_time',
)

/**
 * Invites people to a category, each by a link that can be used once. Whoever was invited before and has not come
 * gets the link again, valid anew; whoever used theirs stays as they are.
 */
export const inviteGuests = command({
  name: 'registration.invite',
  input: z.object({ eventId: EventId, categoryId: CategoryId, rows: Rows, validUntil: Moment }),
  load: async (tx, { eventId, categoryId, rows }) => {
    const event = await findEvent(tx, eventId)
    const category = (await listCategories(tx, eventId)).find(({ id }) => id === categoryId)
    if (!event || !category) throw notFound()
    const known = await store.lockByEmail(
      tx,
      categoryId,
      rows.map(({ email }) => email),
    )
    return { event, category, known }
  },
  allow: (actor, { event }) => may.decide(actor, event),
  decide: ({ event, category, known }, { rows, validUntil }, { at, actor }): Invitation[] => {
    if (validUntil <= at) throw errors.invitationEndsBefore()
    return rows.flatMap(({ email, name, locale }): Invitation[] => {
      const { familyFirst: _order, ...words } = name
      const before = known.get(email)
      if (before?.usedAt) return []
      if (before)
        return [{ ...before, name: words, locale: locale ?? before.locale, validUntil, withdrawnAt: null }]
      return [
        {
          id: newId<'invitation'>(),
          eventId: event.id,
          categoryId: category.id,
          stationId: event.stationId,
          email,
          name: words,
          locale: locale ?? 'en',
          validUntil,
          invitedBy: personIdOf(actor),
          createdAt: at,
          usedAt: null,
          withdrawnAt: null,
        },
      ]
    })
  },
  save: (tx, invitations) => store.saveInvitations(tx, invitations),
  announce: (invitations) => invitations.map(facts.invited),
  audit: (_invitations, { event }) => ({ type: 'event', id: event.id, stationId: event.stationId }),
})

/** The link of an invitation opens nothing any more. Refuses: registration.invitation_used. */
export const withdrawInvitation = command({
  name: 'registration.withdraw_invitation',
  input: z.object({ eventId: EventId, invitationId: InvitationId }),
  load: async (tx, { eventId, invitationId }) => {
    const event = await findEvent(tx, eventId)
    const invitation = await store.lockInvitation(tx, eventId, invitationId)
    if (!event || !invitation) throw notFound()
    return { event, invitation }
  },
  allow: (actor, { event }) => may.decide(actor, event),
  decide: ({ invitation }, _input, { at }): Invitation => {
    if (invitation.usedAt) throw errors.invitationUsed()
    return { ...invitation, withdrawnAt: invitation.withdrawnAt ?? at }
  },
  save: (tx, invitation) => store.saveInvitations(tx, [invitation]),
  audit: (invitation) => ({ type: 'invitation', id: invitation.id, stationId: invitation.stationId }),
})
