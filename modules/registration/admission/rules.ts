import { invalid, Refusal } from '#kernel/errors'
import { type Instant, msBetween } from '#kernel/time'
import * as errors from '../errors.ts'
import { type CategoryId, type Gate, isOver, type RegistrationState, type Room } from '../model.ts'
import { readAnswers } from '../questions/rules.ts'
import { openingOf, placesLeft } from '../rules.ts'
import type { Request, Verdict } from './model.ts'

/** A link is sent again at most this often, whoever asks. */
export const linkAgainMs = 10 * 60_000

type Places = {
  room: number
  byCategory: Map<CategoryId, { left: number; someoneWaits: boolean }>
  next: number
}

/**
 * Decides a batch of requests in their order, as if each had come alone: this is the whole rule of who gets a place.
 * Shape   one verdict for each request, in the order of the requests.
 * Holds   never more places than the category and the event have left; nobody overtakes the waiting list;
 *         one person once; one key one answer; the order of arrival has no gap and no double.
 */
export function decideAdmission(
  room: Room,
  requests: readonly Request[],
  at: Instant,
): { verdicts: Verdict[]; nextPlace: number } {
  const places: Places = {
    room: room.capacity === null ? Number.POSITIVE_INFINITY : room.capacity - room.taken,
    byCategory: new Map(
      room.categories.map((category) => [
        category.id,
        {
          left: placesLeft({ capacity: null, taken: 0 }, category),
          someoneWaits: category.someoneWaits,
        },
      ]),
    ),
    next: room.nextPlace,
  }
  const verdicts: Verdict[] = []
  const byEmail = new Map<string, number>()
  const byKey = new Map<string, number>()
  const usedInvitations = new Set<string>()
  requests.forEach((request, index) => {
    const verdict =
      sameInBatch(request, requests, verdicts, byEmail, byKey) ??
      sameAsBefore(request, at) ??
      place(room, request, places, usedInvitations, at)
    verdicts.push(verdict)
    if (verdict.kind !== 'placed') return
    byEmail.set(request.email, index)
    byKey.set(request.key, index)
    if (verdict.invitation) usedInvitations.add(verdict.invitation.id)
  })
  return { verdicts, nextPlace: places.next }
}

/** Two requests of one batch meet each other before either has a record. */
function sameInBatch(
  request: Request,
  requests: readonly Request[],
  verdicts: readonly Verdict[],
  byEmail: ReadonlyMap<string, number>,
  byKey: ReadonlyMap<string, number>,
): Verdict | null {
  const sameKey = byKey.get(request.key)
  if (sameKey !== undefined) {
    const verdict = verdicts[sameKey]
    if (requests[sameKey]?.email !== request.email || verdict?.kind !== 'placed')
      return { kind: 'refused', refusal: errors.keyReused() }
    return { kind: 'repeated', registration: { state: verdict.state }, of: sameKey }
  }
  // Its link is being written in this very moment: no second one.
  return byEmail.has(request.email)
    ? { kind: 'already', registration: null, sendLink: false, refusal: errors.already() }
    : null
}

function sameAsBefore({ made, existing, email }: Request, at: Instant): Verdict | null {
  if (made)
    return made.email === email
      ? { kind: 'repeated', registration: made.registration, of: null }
      : { kind: 'refused', refusal: errors.keyReused() }
  if (existing && (!isOver(existing.state) || existing.state === 'declined'))
    return {
      kind: 'already',
      registration: existing,
      sendLink: existing.state !== 'declined' && msBetween(existing.linkSentAt, at) >= linkAgainMs,
      refusal: errors.already(),
    }
  return null
}

function place(
  room: Room,
  request: Request,
  places: Places,
  usedInvitations: ReadonlySet<string>,
  at: Instant,
): Verdict {
  try {
    gateIsOpen(room.gate, at)
    const category = room.categories.find(({ id }) => id === request.categoryId)
    const left = places.byCategory.get(request.categoryId)
    if (!category || !left || category.state === 'draft') throw errors.categoryUnknown()
    if (!request.byStaff) {
      const opening = openingOf(category, at)
      if (opening === 'not_yet' && category.opensAt) throw errors.notOpenYet(category.opensAt)
      if (opening !== 'open') throw errors.closed()
      checkInvitation(request, category.invitationOnly, usedInvitations, at)
    }
    const { answers, problems } = readAnswers(category.form, request.answers)
    if (problems.length > 0 && !request.byStaff) throw invalid(problems)
    const invitation = request.invitation ?? null
    const free = left.left > 0 && places.room > 0
    const state = firstState({
      free,
      someoneWaits: left.someoneWaits,
      approval: category.approval && invitation === null && !request.byStaff,
      waitingList: category.waitingList,
    })
    if (state === 'admitted') {
      left.left -= 1
      places.room -= 1
    }
    if (state === 'waiting') left.someoneWaits = true
    const placeInLine = places.next
    places.next += 1
    return {
      kind: 'placed',
      state,
      place: placeInLine,
      answers,
      categoryId: category.id,
      revives: request.existing,
      invitation,
    }
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'refused', refusal: error }
    throw error
  }
}

function gateIsOpen(gate: Gate, at: Instant): void {
  if (gate.state !== 'released') throw errors.eventNotOpen()
  if (at >= gate.endsAt) throw errors.eventOver()
}

function checkInvitation(
  { invitation, categoryId }: Request,
  needed: boolean,
  used: ReadonlySet<string>,
  at: Instant,
): void {
  if (invitation === undefined) {
    if (needed) throw errors.invitationNeeded()
    return
  }
  if (invitation === null) throw errors.linkBroken()
  if (invitation.usedAt !== null || used.has(invitation.id)) throw errors.invitationUsed()
  if (invitation.withdrawnAt !== null || at >= invitation.validUntil) throw errors.invitationOver()
  if (invitation.categoryId !== categoryId) throw errors.invitationElsewhere()
}

/** The state a new request comes into. Refuses when there is neither a place nor a line to stand in. */
export function firstState(situation: {
  free: boolean
  someoneWaits: boolean
  approval: boolean
  waitingList: boolean
}): RegistrationState {
  const { free, someoneWaits, approval, waitingList } = situation
  const now = free && !someoneWaits
  if (!now && !waitingList) throw errors.full()
  if (approval) return 'pending'
  return now ? 'admitted' : 'waiting'
}

/** Someone in line, as the lock found them. */
export type InLine = { categoryId: CategoryId; place: number }

/**
 * Who is offered a place now: the first in line of each category that has room, in order of arrival over the event.
 * `line` may be cut off after as many as there are places, but not have holes.
 */
export function whoIsNext<One extends InLine>(
  room: Pick<Room, 'capacity' | 'taken' | 'categories'>,
  line: readonly One[],
): One[] {
  let inRoom = room.capacity === null ? Number.POSITIVE_INFINITY : room.capacity - room.taken
  const left = new Map(
    room.categories
      .filter((category) => category.autoOffer)
      .map((category) => [category.id, placesLeft({ capacity: null, taken: 0 }, category)]),
  )
  const next: One[] = []
  for (const one of line.toSorted((a, b) => a.place - b.place)) {
    const free = left.get(one.categoryId) ?? 0
    if (inRoom <= 0 || free <= 0) continue
    next.push(one)
    left.set(one.categoryId, free - 1)
    inRoom -= 1
  }
  return next
}
