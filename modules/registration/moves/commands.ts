import { z } from 'zod'
import { type Actor, personIdOf } from '#kernel/access'
import { beyond, command, type Moment, type Tx } from '#kernel/command'
import { invalid, notFound } from '#kernel/errors'
import { type Id, idOf } from '#kernel/ids'
import { prose } from '#kernel/text'
import { may } from '../access.ts'
import * as errors from '../errors.ts'
import * as facts from '../facts.ts'
import { isOver, type Registration, RegistrationId } from '../model.ts'
import { readAnswers } from '../questions/rules.ts'
import { saveRegistrations } from '../store.ts'
import { actions, type Moved } from './model.ts'
import * as rules from './rules.ts'
import * as store from './store.ts'

type Outcome = { before: store.Before; moved: Moved[] }

const announce = ({ moved }: Outcome) => moved.map(({ registration }) => facts.became(registration))
const save = (tx: Tx, { before, moved }: Outcome, { actor, at }: Moment) =>
  store.saveMoved(tx, before.room, moved, actor, at)

async function load(tx: Tx, eventId: Id<'event'>, ids: readonly RegistrationId[]): Promise<store.Before> {
  const before = await store.lockBefore(tx, eventId, ids)
  if (!before || before.picked.length < new Set(ids).size) throw notFound()
  return before
}

/**
 * Staff approve, admit, offer, decline or cancel the guests they picked: all of them or, with a refusal, none.
 * What becomes free is offered on in the same moment.
 * Refuses: registration.no_such_step, .no_place, .reason_needed (passing over the line), .nothing_picked, .event_over,
 * .event_not_open (cancelled), .is_in (nobody who is in loses the place).
 */
export const moveGuests = command({
  name: 'registration.move_guests',
  input: z.object({
    eventId: idOf('event'),
    ids: z.array(RegistrationId).max(2000),
    action: z.enum(actions),
    reason: prose(500)
      .nullish()
      .transform((text) => text || null),
  }),
  load: (tx, { eventId, ids }) => load(tx, eventId, ids),
  allow: (actor, { room }) => may.decide(actor, room.gate),
  decide: (before, input, { at }): Outcome => ({
    before,
    moved: rules.settle(
      before.room,
      rules.keepThoseIn(
        rules.decideGuests(before.room, before.picked, before.line, input, at),
        before.inside,
      ),
      before.line,
      at,
    ),
  }),
  save,
  announce,
  audit: ({ before: { room } }) => ({ type: 'event', id: room.gate.id, stationId: room.gate.stationId }),
})

type Own = { before: store.Before; registration: Registration }

/** Whose registration it is, or whoever holds its signed link: the door has read the link. */
const OwnInput = z.object({ registrationId: RegistrationId, byLink: z.boolean().default(false) })
const isOwn = (actor: Actor, { registration }: Own, { byLink }: { byLink: boolean }) =>
  byLink || personIdOf(actor) === registration.personId
const ownReach = beyond('a guest without an account acts by the signed link of exactly this registration')

async function loadOwn(tx: Tx, registrationId: RegistrationId): Promise<Own> {
  const eventId = await store.eventOf(tx, registrationId)
  if (!eventId) throw notFound()
  const before = await load(tx, eventId, [registrationId])
  const registration = before.picked[0]
  if (!registration) throw notFound()
  return { before, registration }
}

const aboutOne = ({ before: { picked } }: { before: store.Before }) => {
  const one = picked[0]
  return one ? { type: 'registration', id: one.id, stationId: one.stationId } : null
}

/** The guest gives the place back, or leaves the line. Refuses: registration.overtaken, .event_over, .is_in. */
export const cancelOwn = command({
  name: 'registration.cancel_own',
  input: OwnInput,
  reach: ownReach,
  load: (tx, { registrationId }) => loadOwn(tx, registrationId),
  allow: isOwn,
  decide: ({ before, registration }, _input, { at }): Outcome => ({
    before,
    moved: rules.settle(
      before.room,
      rules.keepThoseIn([rules.giveBack(registration, before.room.gate.endsAt, at)], before.inside),
      before.line,
      at,
    ),
  }),
  save,
  announce,
  audit: (outcome) => aboutOne(outcome),
})

/** The guest takes the place kept for them. Refuses: registration.offer_over, .overtaken, .event_not_open (cancelled). */
export const acceptOffer = command({
  name: 'registration.accept_offer',
  input: OwnInput,
  reach: ownReach,
  load: (tx, { registrationId }) => loadOwn(tx, registrationId),
  allow: isOwn,
  decide: ({ before, registration }, _input, { at }): Outcome => ({
    before,
    moved: [rules.accept(registration, before.room.gate, at)],
  }),
  save,
  announce,
  audit: (outcome) => aboutOne(outcome),
})

/** The guest mends what they answered. Refuses: kernel.invalid with the fields, registration.overtaken, .event_over. */
export const changeAnswers = command({
  name: 'registration.change_answers',
  input: OwnInput.extend({ answers: z.record(z.string().max(60), z.unknown()) }),
  reach: ownReach,
  load: (tx, { registrationId }) => loadOwn(tx, registrationId),
  allow: isOwn,
  decide: ({ before, registration }, input, { at }): Own => {
    if (isOver(registration.state)) throw errors.overtaken()
    if (at >= before.room.gate.startsAt) throw errors.eventOver()
    const category = before.room.categories.find(({ id }) => id === registration.categoryId)
    if (!category) throw errors.categoryUnknown()
    const { answers, problems } = readAnswers(category.form, input.answers)
    if (problems.length > 0) throw invalid(problems)
    return { before, registration: { ...registration, answers } }
  },
  save: (tx, { registration }) => saveRegistrations(tx, [registration]),
  announce: ({ registration }) => [facts.answersChanged(registration)],
  audit: (outcome) => aboutOne(outcome),
})

/** Ends the offers of an event whose time is over, and offers on what is free. Only the system does it. */
export const settleEvent = command({
  name: 'registration.settle',
  input: z.object({ eventId: idOf('event') }),
  load: async (tx, { eventId }, { at }) => load(tx, eventId, await store.offersOver(tx, eventId, at)),
  allow: (actor) => actor.kind === 'system',
  decide: (before, _input, { at }): Outcome => ({
    before,
    moved: rules.settle(before.room, rules.expire(before.picked, at), before.line, at),
  }),
  save: async (tx, outcome, moment) => {
    if (outcome.moved.length > 0) await save(tx, outcome, moment)
  },
  announce,
  audit: ({ before: { room }, moved }) =>
    moved.length > 0 ? { type: 'event', id: room.gate.id, stationId: room.gate.stationId } : null,
})
