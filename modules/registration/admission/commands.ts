import { personIdOf } from '#kernel/access'
import { type Asked, batch, beyond } from '#kernel/command'
import { type Refusal, signInFirst } from '#kernel/errors'
import { newId } from '#kernel/ids'
import { addPersons, type NewPerson, type PersonId } from '#modules/people'
import { may } from '../access.ts'
import { eventNotOpen } from '../errors.ts'
import * as facts from '../facts.ts'
import type { Registration, RegistrationState, Room } from '../model.ts'
import { lockRoom } from '../store.ts'
import type { Request, Verdict } from './model.ts'
import { registrationOf } from './record.ts'
import { decideAdmission } from './rules.ts'
import * as store from './store.ts'
import { RegisterInput } from './wire.ts'
import { writePlaced } from './write.ts'

type Ask = Asked<RegisterInput>
type Loaded = { room: Room | undefined; known: store.Known }

export type Registered = {
  asked: Ask
  verdict: Verdict
  /** What is written; null where nothing is. */
  registration: Registration | null
  /** Who asks, where the house has no record yet. */
  newcomer: (NewPerson & { id: PersonId }) | null
  /** What the asker is told. */
  state: RegistrationState | null
}

const emailOf = ({ actor, input }: Ask, emails: ReadonlyMap<string, string>): string | undefined =>
  input.self ? emails.get(personIdOf(actor) ?? '') : input.person?.email

const requestOf = ({ input }: Ask, email: string, known: store.Known): Request => ({
  categoryId: input.categoryId,
  email,
  key: input.key,
  answers: input.answers,
  invitation:
    input.invitationId == null ? input.invitationId : (known.invitations.get(input.invitationId) ?? null),
  byStaff: input.byStaff,
  existing: known.existing.get(email) ?? null,
  made: known.made.get(input.key) ?? null,
})

/** The verdicts in the order of the requests; whoever is signed in with an erased record has no address to be known by. */
function verdictsOf(
  { room, known }: Loaded,
  asked: readonly Ask[],
  at: Parameters<typeof decideAdmission>[2],
) {
  const refuseAll = (refusal: Refusal): Verdict[] => asked.map(() => ({ kind: 'refused', refusal }))
  if (!room) return refuseAll(eventNotOpen())
  const requests = asked.map((ask) => {
    const email = emailOf(ask, known.emails)
    return email === undefined ? null : requestOf(ask, email, known)
  })
  const decided = decideAdmission(
    room,
    requests.filter((request) => request !== null),
    at,
  ).verdicts.values()
  return requests.map((request): Verdict => {
    const verdict = request === null ? undefined : decided.next().value
    return verdict ?? { kind: 'refused', refusal: signInFirst() }
  })
}

/**
 * Asks for a place. Many at once are decided and written together, and each is told after the commit.
 * Refuses: registration.already, .full, .closed, .not_open_yet, .event_over, .event_not_open, .category_unknown,
 * .invitation_…, .key_reused, .consent_needed; kernel.invalid with the fields.
 */
export const register = batch({
  name: 'registration.register',
  input: RegisterInput,
  reach: beyond('visitors without an account register; the rule and the constraints decide'),
  key: ({ eventId }) => eventId,
  load: async (tx, asked): Promise<Loaded> => {
    const eventId = asked[0]?.input.eventId
    if (eventId === undefined) return { room: undefined, known: store.nothingKnown }
    const locked = lockRoom(tx, eventId)
    const signedIn = asked.flatMap(({ actor, input }) => (input.self ? (personIdOf(actor) ?? []) : []))
    const emails = await store.emailsOf(tx, signedIn)
    const invited = asked.flatMap(({ input }) => input.invitationId ?? [])
    // Sent behind the lock without waiting for it; nobody else's registration of this event comes in between.
    const [room, { existing, made, people }, invitations] = await Promise.all([
      locked,
      store.lookUp(
        tx,
        eventId,
        asked.flatMap((ask) => emailOf(ask, emails) ?? []),
        asked.map(({ input }) => input.key),
      ),
      store.lockInvitations(tx, eventId, invited),
    ])
    return { room, known: { existing, made, people, invitations, emails } }
  },
  allow: (actor, { room }, { byStaff }) => !byStaff || (room !== undefined && may.decide(actor, room.gate)),
  decide: (loaded, asked, at): Registered[] => {
    const verdicts = verdictsOf(loaded, asked, at)
    return asked.flatMap((ask, index): Registered[] => {
      const verdict = verdicts[index]
      if (verdict === undefined) return []
      const state = toldState(verdict)
      const { room, known } = loaded
      if (verdict.kind !== 'placed' || !room)
        return [{ asked: ask, verdict, registration: null, newcomer: null, state }]
      const { input, actor } = ask
      const found = input.self ? personIdOf(actor) : known.people.get(input.person?.email ?? '')
      const newcomer =
        found || !input.person ? null : { ...input.person, locale: input.locale, id: newId<'person'>() }
      const personId = found ?? newcomer?.id
      if (!personId) throw new Error('a place was given to nobody')
      const registration = registrationOf(verdict, input, personId, room, at)
      return [{ asked: ask, verdict, registration, newcomer, state }]
    })
  },
  save: async (tx, outcomes, { room }, at) => {
    if (!room) return
    const placed = outcomes.flatMap(({ asked: { actor, input }, verdict, registration }) =>
      verdict.kind === 'placed' && registration ? [{ actor, input, verdict, registration }] : [],
    )
    const again = outcomes.flatMap(({ verdict }) =>
      verdict.kind === 'already' && verdict.sendLink && verdict.registration ? [verdict.registration.id] : [],
    )
    const newcomers = outcomes.flatMap(({ newcomer }) => newcomer ?? [])
    await Promise.all([addPersons(tx, newcomers, at), writePlaced(tx, room, placed, again, at)])
  },
  announce: ({ verdict, registration }) => {
    if (registration) return [facts.became(registration)]
    const sends = verdict.kind === 'already' && verdict.sendLink ? verdict.registration : null
    return sends ? [facts.linkWanted(sends)] : []
  },
  audit: ({ registration }) =>
    registration ? { type: 'registration', id: registration.id, stationId: registration.stationId } : null,
  refusal: ({ verdict }) => ('refusal' in verdict ? verdict.refusal : null),
})

const toldState = (verdict: Verdict): RegistrationState | null => {
  if (verdict.kind === 'placed') return verdict.state
  return verdict.kind === 'repeated' ? verdict.registration.state : null
}
