import type { Id } from '#kernel/ids'
import { newId } from '#kernel/ids'
import { type Instant, instant, plus } from '#kernel/time'
import type { Request } from './admission/model.ts'
import type { Category, CategoryId, Gate, Invitation, Registration, Room } from './model.ts'
import type { Question } from './questions/model.ts'

/** The moment most tests stand at: six weeks before the promotion meeting in London. */
export const now: Instant = instant('2019-05-01T09:00:00Z')

export const aGate = (over: Partial<Gate> = {}): Gate => ({
  id: newId<'event'>(),
  stationId: newId<'station'>(),
  state: 'released',
  startsAt: instant('2019-06-12T13:00:00Z'),
  endsAt: instant('2019-06-12T17:00:00Z'),
  ...over,
})

export const aCategory = (over: Partial<Category> = {}): Category => ({
  id: newId<'category'>(),
  eventId: newId<'event'>(),
  stationId: null,
  name: { en: 'Guest', zh: '来宾' },
  about: { en: '', zh: '' },
  form: [],
  quota: null,
  taken: 0,
  approval: false,
  invitationOnly: false,
  waitingList: true,
  autoOffer: true,
  offerHours: 48,
  opensAt: null,
  closesAt: null,
  position: 1,
  state: 'open',
  ...over,
})

/** A room with one category unless more are given; what is taken of it is the sum of theirs. */
export const aRoom = (
  categories: readonly (Partial<Category> & { someoneWaits?: boolean })[] = [{}],
  over: Partial<Room> = {},
): Room => {
  const full = categories.map(({ someoneWaits = false, ...category }) => ({
    ...aCategory(category),
    someoneWaits,
  }))
  return {
    gate: aGate(),
    capacity: null,
    taken: full.reduce((sum, category) => sum + category.taken, 0),
    nextPlace: 1,
    categories: full,
    ...over,
  }
}

export const aRequest = (categoryId: CategoryId, over: Partial<Request> = {}): Request => ({
  categoryId,
  email: `${newId()}@example.org`,
  key: newId(),
  answers: {},
  invitation: undefined,
  byStaff: false,
  existing: null,
  made: null,
  ...over,
})

export const aRegistration = (over: Partial<Registration> = {}): Registration => ({
  id: newId<'registration'>(),
  eventId: newId<'event'>(),
  categoryId: newId<'category'>(),
  stationId: null,
  personId: newId<'person'>() as Id<'person'>,
  state: 'admitted',
  answers: {},
  place: 1,
  requestKey: newId(),
  invitationId: null,
  locale: 'en',
  linkSentAt: plus(now, { days: -1 }),
  offeredUntil: null,
  createdAt: plus(now, { days: -1 }),
  decidedAt: null,
  endedAt: null,
  reason: null,
  ...over,
})

export const anInvitation = (categoryId: CategoryId, over: Partial<Invitation> = {}): Invitation => ({
  id: newId<'invitation'>(),
  eventId: newId<'event'>(),
  categoryId,
  stationId: null,
  email: 'guest@example.org',
  name: { latinGiven: 'Ming', latinFamily: 'Li', han: '李明' },
  locale: 'en',
  validUntil: plus(now, { days: 30 }),
  invitedBy: null,
  createdAt: plus(now, { days: -1 }),
  usedAt: null,
  withdrawnAt: null,
  ...over,
})

export const aQuestion = (id: string, over: Partial<Question> = {}): Question => ({
  id,
  type: 'text',
  label: { en: id, zh: id },
  hint: { en: '', zh: '' },
  required: false,
  choices: [],
  when: null,
  ...over,
})

export const choices = (...ids: readonly string[]) =>
  ids.map((id) => ({ id, label: { en: id.toUpperCase(), zh: id.toUpperCase() } }))
