import { z } from 'zod'
import { type Actor, personIdOf, signedIn } from '#kernel/access'
import { beyond, command, type Fact, type Tx } from '#kernel/command'
import { invalidField, notFound, signInFirst } from '#kernel/errors'
import { newId } from '#kernel/ids'
import { line } from '#kernel/text'
import { dateIn, isPlainDate, type PlainDate, zone } from '#kernel/time'
import { type Person, PersonId } from '../model.ts'
import { revoked } from '../rules.ts'
import * as people from '../store.ts'
import { mayErase } from './access.ts'
import { erased, erasureAsked, erasureWaits } from './facts.ts'
import { type Erasure, type Hold, HoldId, type Leaving, type PersonEraser } from './model.ts'
import * as rules from './rules.ts'
import * as store from './store.ts'

const subjectOf = ({ personId }: Pick<Erasure, 'personId'>) => ({ type: 'person', id: personId })

/** Whoever is meant by an address, or by the id of their record. Somebody who was erased is nobody any more. */
async function personBy(tx: Tx, email: string, field = 'email'): Promise<Person> {
  const person = await people.findByEmail(tx, email.trim())
  if (!person) throw invalidField(field, 'people.erase_nobody')
  return person
}

/** The last administrator gives the role to somebody else first. */
async function keepAdministrator(tx: Tx, personId: PersonId): Promise<void> {
  const grants = (await people.listGrants(tx, null)).filter((grant) => grant.personId === personId)
  const administrators = grants.some(({ role }) => role === 'administrator')
    ? await people.lockAdministrators(tx)
    : Number.POSITIVE_INFINITY
  for (const grant of grants)
    if (grant.role === 'administrator') revoked(grant, administrators, grant.grantedAt)
}

/** The person asks on their own page. The door says whether they signed in just now: a session left open is not enough. */
export const askErasure = command({
  name: 'people.ask_erasure',
  input: z.object({ fresh: z.boolean() }),
  reach: beyond('whether an administrator is the last one stands in the grants of others'),
  load: async (tx, _input, { actor }) => {
    const id = personIdOf(actor)
    const person = id === null ? undefined : await people.find(tx, id)
    if (!person) throw signInFirst()
    await keepAdministrator(tx, person.id)
    return { person, open: await store.openOf(tx, person.id) }
  },
  allow: signedIn,
  decide: ({ person, open }, { fresh }, { at }) => {
    if (!fresh) throw rules.signInAgain()
    return rules.asked(person, open, { way: 'own', by: person.id, note: '', atOnce: false }, at)
  },
  save: store.insert,
  announce: (erasure) => [erasureAsked(erasure)],
  audit: subjectOf,
})

/** For a request that came by mail or on paper: an organiser says how, and whether it is to be done at once. */
export const askErasureFor = command({
  name: 'people.ask_erasure_for',
  input: z.object({ email: z.email('kernel.field_email').max(254), note: line(300, 1), atOnce: z.boolean() }),
  load: async (tx, { email }, { actor }) => {
    if (!mayErase(actor, undefined)) return null
    const person = await personBy(tx, email)
    await keepAdministrator(tx, person.id)
    return { person, open: await store.openOf(tx, person.id) }
  },
  allow: mayErase,
  decide: (loaded, { note, atOnce }, { actor, at }) => {
    if (!loaded) throw notFound()
    return rules.asked(loaded.person, loaded.open, { way: 'desk', by: personIdOf(actor), note, atOnce }, at)
  },
  save: store.insert,
  announce: (erasure) => [erasureAsked(erasure)],
  audit: subjectOf,
})

const mayUndo = (actor: Actor, { personId }: Pick<Erasure, 'personId'>): boolean =>
  personIdOf(actor) === personId || mayErase(actor, undefined)

/** Taken back before it was done, by the person or by whoever asked for them. */
export const undoErasure = command({
  name: 'people.undo_erasure',
  input: z.object({ personId: PersonId }),
  load: async (tx, { personId }) => {
    const person = await people.find(tx, personId)
    if (!person) throw notFound()
    return { personId, open: await store.openOf(tx, personId, true) }
  },
  allow: mayUndo,
  decide: ({ open }, _input, { at }) => rules.undone(open, at),
  save: store.save,
  audit: subjectOf,
})

const today = (at: Parameters<typeof dateIn>[0]): PlainDate => dateIn(at, zone('UTC'))

/** Keeps somebody's records for a reason that the law gives, until the end of a day. */
export const holdRecords = command({
  name: 'people.hold_records',
  input: z.object({
    held: z.email('kernel.field_email').max(254),
    reason: line(500, 1),
    until: z.custom<PlainDate>(
      (day) => typeof day === 'string' && isPlainDate(day),
      'kernel.field_not_a_date',
    ),
  }),
  load: async (tx, { held }, { actor }) => (mayErase(actor, undefined) ? personBy(tx, held, 'held') : null),
  allow: mayErase,
  decide: (person, { reason, until }, { actor, at }): Hold => {
    const setBy = personIdOf(actor)
    if (!person || setBy === null) throw notFound()
    if (until < today(at)) throw invalidField('until', 'people.hold_past')
    return {
      id: newId<'erasure_hold'>(),
      personId: person.id,
      reason,
      until,
      setBy,
      setAt: at,
      liftedAt: null,
    }
  },
  save: store.insertHold,
  audit: subjectOf,
})

/** The reason is over before its day. */
export const liftHold = command({
  name: 'people.lift_hold',
  input: z.object({ holdId: HoldId }),
  load: async (tx, { holdId }) => {
    const hold = await store.findHold(tx, holdId)
    if (!hold) throw notFound()
    return hold
  },
  allow: mayErase,
  decide: (hold, _input, { at }): Hold => ({ ...hold, liftedAt: hold.liftedAt ?? at }),
  save: store.liftHold,
  audit: subjectOf,
})

/** The house itself asks again for those who were erased before a backup was restored (system only). */
export const askAgain = command({
  name: 'people.erase_again',
  input: z.object({ personId: PersonId }),
  load: async (tx, { personId }) => {
    const person = await people.find(tx, personId)
    return { person, open: person && (await store.openOf(tx, personId)) }
  },
  allow: (actor) => actor.kind === 'system',
  decide: ({ person, open }, _input, { at }) =>
    !person || person.erasedAt !== null || open
      ? null
      : rules.asked(person, open, { way: 'again', by: null, note: '', atOnce: true }, at),
  save: async (tx, erasure) => {
    if (erasure) await store.insert(tx, erasure)
  },
  audit: (erasure) => erasure && subjectOf(erasure),
})

export type ErasePorts = {
  /** What each module does, the latest first: what stands on something else goes before it. */
  erasers: readonly PersonEraser[]
  /** What a list calls somebody who was erased, in both scripts. */
  name: { latinFamily: string; han: string }
}

type Loaded = { person: Person; open: Erasure; waits: readonly string[] }
type Gone = { erasure: Erasure; leaving: Leaving | null; told: Fact[] }

async function whyWait(
  tx: Tx,
  erasers: ErasePorts['erasers'],
  person: Person,
  day: PlainDate,
): Promise<string[]> {
  const holds = await store.holdsOf(tx, person.id)
  const waits = holds.some((hold) => rules.inForce(hold, day)) ? ['people.wait_hold'] : []
  for (const { waits: ask } of erasers) if (ask) waits.push(...(await ask(tx, person.id)))
  return [...new Set(waits)]
}

/**
 * Erases somebody whose time has come, in one transaction: all modules let go, or none. What keeps it waiting is told
 * once; then it is tried again each hour. After a restore nothing waits: it has been done once already.
 */
export const erasePerson = ({ erasers, name }: ErasePorts) =>
  command({
    name: 'people.erase',
    input: z.object({ personId: PersonId }),
    load: async (tx, { personId }, { at }): Promise<Loaded> => {
      await store.lockPerson(tx, personId)
      const open = await store.openOf(tx, personId, true)
      const person = await people.find(tx, personId)
      if (!open || !person) throw notFound()
      const waits = open.way === 'again' ? [] : await whyWait(tx, erasers, person, today(at))
      return { person, open, waits }
    },
    allow: (actor) => actor.kind === 'system',
    decide: ({ person, open, waits }, _input, { at }): Gone => {
      if (at < open.dueAt) throw notFound()
      const leaving = waits.length > 0 ? null : rules.leavingOf(person, open)
      return { erasure: { ...open, waits, doneAt: leaving ? at : null }, leaving, told: [] }
    },
    save: async (tx, { erasure, leaving, told }, { at }) => {
      if (!leaving) return store.save(tx, erasure)
      await store.actFor(tx, leaving.id)
      for (const eraser of erasers) told.push(...(await eraser.erase(tx, leaving, at)))
      await store.empty(tx, leaving, name, at)
      await store.saveDone(tx, erasure.id, at)
    },
    announce: ({ erasure, leaving, told }, { open }) => {
      if (leaving) return [...told, erased(erasure)]
      return erasure.waits.join() === open.waits.join() ? [] : [erasureWaits(erasure)]
    },
    audit: ({ erasure, leaving }) => (leaving ? subjectOf(erasure) : null),
  })
