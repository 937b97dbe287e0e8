import { personIdOf } from '#kernel/access'
import { type Asked, batch, beyond } from '#kernel/command'
import { type Refusal, signInFirst } from '#kernel/errors'
import { ensurePersons } from '#modules/people'
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
  /** What was written; null where nothing was. */
  registration: Registration | null
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
    const room = eventId === undefined ? undefined : await lockRoom(tx, eventId)
    const none = { existing: new Map(), made: new Map(), invitations: new Map(), emails: new Map() }
    if (!room) return { room, known: none }
    const emails = await store.emailsOf(
      tx,
      asked.flatMap(({ actor, input }) => (input.self ? (personIdOf(actor) ?? []) : [])),
    )
    const [{ existing, made }, invitations] = await Promise.all([
      store.lookUp(
        tx,
        room.gate.id,
        asked.flatMap((ask) => emailOf(ask, emails) ?? []),
        asked.map(({ input }) => input.key),
      ),
      store.lockInvitations(
        tx,
        room.gate.id,
        asked.flatMap(({ input }) => input.invitationId ?? []),
      ),
    ])
    return { room, known: { existing, made, invitations, emails } }
  },
  allow: (actor, { room }, { byStaff }) => !byStaff || (room !== undefined && may.decide(actor, room.gate)),
  decide: (loaded, asked, at): Registered[] => {
    const verdicts = verdictsOf(loaded, asked, at)
    return asked.flatMap((ask, index) => {
      const verdict = verdicts[index]
      return verdict ? [{ asked: ask, verdict, registration: null, state: toldState(verdict) }] : []
    })
  },
  save: async (tx, outcomes, { room }, at) => {
    if (!room) return outcomes
    const newcomers = outcomes.flatMap(({ verdict, asked: { input } }) =>
      verdict.kind === 'placed' && input.person && !input.self
        ? [{ ...input.person, locale: input.locale }]
        : [],
    )
    const people = newcomers.length === 0 ? new Map() : await ensurePersons(tx, newcomers, at)
    const written = outcomes.map((outcome): Registered => {
      const { verdict, asked } = outcome
      if (verdict.kind !== 'placed') return outcome
      const personId = asked.input.self
        ? personIdOf(asked.actor)
        : people.get(asked.input.person?.email ?? '')?.id
      if (!personId) throw new Error('a person that was just made is not there')
      return { ...outcome, registration: registrationOf(verdict, asked.input, personId, room, at) }
    })
    await writePlaced(
      tx,
      room,
      written.flatMap(({ asked: { actor, input }, verdict, registration }) =>
        verdict.kind === 'placed' && registration ? [{ actor, input, verdict, registration }] : [],
      ),
      written.flatMap(({ verdict }) =>
        verdict.kind === 'already' && verdict.sendLink && verdict.registration
          ? [verdict.registration.id]
          : [],
      ),
      at,
    )
    return written
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
