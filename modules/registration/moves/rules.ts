import type { Instant } from '#kernel/time'
import { whoIsNext } from '../admission/rules.ts'
import * as errors from '../errors.ts'
import {
  type Gate,
  holdsPlace,
  isOver,
  type Registration,
  type RegistrationId,
  type RegistrationState,
  type Room,
} from '../model.ts'
import { offerEnd, placesLeft, step } from '../rules.ts'
import type { Action, Moved } from './model.ts'

type Places = Pick<Room, 'gate' | 'capacity' | 'taken' | 'categories'>

/** The room after one registration went from one state to another: what was held is free, what is held is taken. */
export function after<Of extends Places>(room: Of, { was, registration }: Moved): Of {
  const change = Number(holdsPlace(registration.state)) - Number(holdsPlace(was))
  if (change === 0) return room
  return {
    ...room,
    taken: room.taken + change,
    categories: room.categories.map((category) =>
      category.id === registration.categoryId ? { ...category, taken: category.taken + change } : category,
    ),
  }
}

const moved = (registration: Registration, to: Registration): Moved => ({
  was: registration.state,
  registration: to,
})

const categoryOf = (room: Places, registration: Registration) => {
  const category = room.categories.find(({ id }) => id === registration.categoryId)
  if (!category) throw errors.categoryUnknown()
  return category
}

/** What each action is for; picking others with it is refused, so that nobody is passed over unseen. */
const from: Readonly<Record<Action, readonly RegistrationState[]>> = {
  approve: ['pending', 'declined'],
  admit: ['waiting', 'offered'],
  offer: ['waiting'],
  decline: ['pending', 'waiting', 'offered', 'admitted'],
  cancel: ['pending', 'waiting', 'offered', 'admitted'],
}

/** The actions that make sense for a state, as buttons. */
export const actionsFor = (state: RegistrationState): readonly Action[] =>
  (Object.keys(from) as Action[]).filter((action) => from[action].includes(state)) // its keys are the actions

/**
 * What staff decide about the guests they picked, in order of arrival; all or none.
 * `line` holds who waits, from its head, at least as many as are picked.
 * Refuses: a guest for whom the action is not meant; a place that is not there; passing over the line without a reason.
 */
export function decideGuests(
  room: Places,
  picked: readonly Registration[],
  line: readonly Registration[],
  { action, reason }: { action: Action; reason: string | null },
  at: Instant,
): Moved[] {
  if (picked.length === 0) throw errors.nothingPicked()
  if ((action === 'admit' || action === 'offer') && reason === null && passesOver(picked, line))
    throw errors.reasonNeeded()
  let now = room
  return picked
    .toSorted((a, b) => a.place - b.place)
    .map((registration) => {
      if (!from[action].includes(registration.state)) throw errors.noSuchStep(registration.state)
      const done = moved(registration, act(now, registration, action, reason, at))
      now = after(now, done)
      return done
    })
}

function act(
  room: Places,
  registration: Registration,
  action: Action,
  reason: string | null,
  at: Instant,
): Registration {
  if (action === 'decline') return step(registration, 'declined', at, { reason })
  if (action === 'cancel') return step(registration, 'cancelled', at, { reason })
  if (room.gate.state === 'cancelled') throw errors.eventNotOpen()
  const category = categoryOf(room, registration)
  const free = placesLeft(room, category) > 0
  if (action === 'approve') {
    if (!free && !category.waitingList) throw errors.noPlace()
    return step(registration, free ? 'admitted' : 'waiting', at, { reason })
  }
  // An offer that stands holds its place already.
  if (!free && registration.state !== 'offered') throw errors.noPlace()
  if (action === 'admit') return step(registration, 'admitted', at, { reason })
  const offeredUntil = offerEnd(category, room.gate.startsAt, at)
  if (offeredUntil === null) throw errors.eventOver()
  return step(registration, 'offered', at, { reason, offeredUntil })
}

/** Someone who waits in the same category came earlier than one of the picked, and is not picked. */
function passesOver(picked: readonly Registration[], line: readonly Registration[]): boolean {
  const ids = new Set(picked.map(({ id }) => id))
  return picked
    .filter(({ state }) => state === 'waiting')
    .some((one) =>
      line.some(
        (other) => other.categoryId === one.categoryId && other.place < one.place && !ids.has(other.id),
      ),
    )
}

/**
 * Everything that follows from steps that were taken: the places that are free then are offered to who is first in line.
 * Gives the steps and the offers. After the event has begun, or when it is not released, nothing is offered.
 */
export function settle(
  room: Places,
  steps: readonly Moved[],
  line: readonly Registration[],
  at: Instant,
): Moved[] {
  const now = steps.reduce(after, room)
  if (room.gate.state !== 'released') return [...steps]
  const gone = new Set(steps.map(({ registration }) => registration.id))
  const waiting = [
    ...line.filter(({ id }) => !gone.has(id)),
    ...steps.map(({ registration }) => registration).filter(({ state }) => state === 'waiting'),
  ]
  const offers = whoIsNext(now, waiting).flatMap((registration) => {
    const end = offerEnd(categoryOf(now, registration), now.gate.startsAt, at)
    return end ? [moved(registration, step(registration, 'offered', at, { offeredUntil: end }))] : []
  })
  // Whoever stepped into the line and is offered a place at once has taken one step, not two.
  const offered = new Map(offers.map((offer) => [offer.registration.id, offer.registration]))
  const taken = steps.map(({ was, registration }) => ({
    was,
    registration: offered.get(registration.id) ?? registration,
  }))
  return [...taken, ...offers.filter(({ registration }) => !gone.has(registration.id))]
}

/** The guest takes the place that is kept. A cancelled event has none. */
export function accept(registration: Registration, gate: Pick<Gate, 'state'>, at: Instant): Moved {
  if (gate.state === 'cancelled') throw errors.eventNotOpen()
  if (registration.state === 'expired') throw errors.offerOver()
  if (registration.state !== 'offered') throw errors.overtaken()
  if (registration.offeredUntil !== null && at >= registration.offeredUntil) throw errors.offerOver()
  return moved(registration, step(registration, 'admitted', at))
}

/** The guest gives back what they have, or leaves the line. */
export function giveBack(registration: Registration, endsAt: Instant, at: Instant): Moved {
  if (isOver(registration.state)) throw errors.overtaken()
  if (at >= endsAt) throw errors.eventOver()
  return moved(registration, step(registration, 'cancelled', at))
}

/** Whoever is in keeps the place until the check-in is taken back: it would go to another while they sit in the hall. */
export function keepThoseIn(moved: readonly Moved[], inside: ReadonlySet<RegistrationId>): readonly Moved[] {
  if (moved.some(({ registration: { id, state } }) => inside.has(id) && !holdsPlace(state)))
    throw errors.isIn()
  return moved
}

/** Offers whose time is over. */
export const expire = (registrations: readonly Registration[], at: Instant): Moved[] =>
  registrations
    .filter(({ state, offeredUntil }) => state === 'offered' && offeredUntil !== null && offeredUntil <= at)
    .map((registration) => moved(registration, step(registration, 'expired', at)))
