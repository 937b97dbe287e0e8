import { z } from 'zod'
import { type Actor, everyone } from '#kernel/access'
import { beyond, command, query, type Tx } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { newId } from '#kernel/ids'
import { displayName, type PersonName } from '#kernel/names'
import { dateIn, isPlainDate, type PlainDate, shiftDate, zone } from '#kernel/time'
import { listGrants, type Person, readPersons } from '#modules/people'
import { findEdition } from '#modules/programme'
import { may, worksWithOutcomes } from '../access.ts'
import { nobodyToAsk } from '../errors.ts'
import { confirmationsOf } from '../evidence/confirmation/store.ts'
import { told } from '../facts.ts'
import { append } from '../log/store.ts'
import { type Change, type Evidence, type Outcome, OutcomeId } from '../model.ts'
import * as outcomes from '../store.ts'
import { type Followup, followupMonths } from './model.ts'
import * as rules from './rules.ts'
import * as store from './store.ts'

const isSystem = (actor: Actor) => actor.kind === 'system'
const utc = zone('UTC')

export type Recipient = { email: string; name: string; locale: Person['locale'] }

/** Who can be asked in a turn: whom it is about, whoever confirmed it for the other side, the station's people. */
async function recipientsOf(tx: Tx, outcome: Outcome, turn: Followup['turn']): Promise<Recipient[]> {
  if (turn === 'enterprise') {
    const asked = await confirmationsOf(tx, outcome.id)
    const said = asked.filter(({ answer }) => answer?.said === 'confirmed').at(-1)
    return said ? [{ email: said.email, name: said.name, locale: said.locale }] : []
  }
  const ids =
    turn === 'person'
      ? [outcome.personId]
      : outcome.stationId === null
        ? []
        : (await listGrants(tx, outcome.stationId)).map(({ personId }) => personId)
  const people = await readPersons(
    tx,
    ids.filter((id) => id !== null),
  )
  return [...people.values()].flatMap((person) =>
    person.email === null
      ? []
      : [{ email: person.email, name: displayName(person.name, person.locale), locale: person.locale }],
  )
}

/** Whom a record is about, by name: an enterprise has many laboratory heads. */
async function aboutIn(tx: Tx, { personId }: Outcome): Promise<PersonName | null> {
  if (personId === null) return null
  return (await readPersons(tx, [personId])).get(personId)?.name ?? null
}

type Due = { followup: Followup; outcome: Outcome; known: readonly Followup['turn'][] }
type Moved = { followups: readonly Followup[]; lost: readonly Change[] }

async function knownFor(tx: Tx, outcome: Outcome): Promise<Followup['turn'][]> {
  const known: Followup['turn'][] = []
  for (const turn of rules.turns) if ((await recipientsOf(tx, outcome, turn)).length > 0) known.push(turn)
  return known
}

/** A letter for whoever is asked now; `day` tells it from one of an earlier round. */
const toldAsked = ({ outcomeId, months, turn, nextOn }: Followup) => ({
  name: 'outcomes.followup_asked',
  payload: { outcomeId, months, turn, day: nextOn },
})

/** Asks the next who can be asked, passing over those nobody knows; null when all turns are over. */
function move({ followup, known }: Due, today: PlainDate): Followup {
  let next = followup.state === 'asked' ? rules.passOn(followup, today) : followup
  while (next.state !== 'lost' && !known.includes(next.turn)) next = rules.passOn(next, today)
  return next.state === 'lost' ? next : rules.asked(next, today)
}

/** One day's work: what has become due is opened, the next in turn is asked, and where nobody answers contact is lost. */
export const advanceFollowups = command({
  name: 'outcomes.advance_followups',
  input: z.object({ most: z.number().int().min(1).max(1000).default(200) }),
  load: async (tx, { most }, { at }) => {
    const today = dateIn(at, utc)
    await store.openDue(tx, today)
    const due: Due[] = []
    for (const followup of await store.dueNow(tx, today, most)) {
      const outcome = await outcomes.lock(tx, followup.outcomeId)
      if (!outcome) continue
      due.push({ followup, outcome, known: await knownFor(tx, outcome) })
    }
    return { today, due }
  },
  allow: isSystem,
  decide: ({ today, due }, _input, { at }): Moved => {
    const moved = due.map((each) => ({ ...each, next: move(each, today) }))
    return {
      followups: moved.map(({ next }) => next),
      lost: moved.flatMap(({ next, outcome }) =>
        next.state === 'lost' ? [rules.lose(outcome, today, at)] : [],
      ),
    }
  },
  save: async (tx, { followups, lost }) => {
    for (const followup of followups) await store.saveFollowup(tx, followup)
    for (const change of lost) await outcomes.save(tx, { ...change, entries: [] })
    if (lost.length > 0)
      await append(
        tx,
        lost.flatMap(({ entries }) => entries),
      )
  },
  announce: ({ followups, lost }) => [
    ...followups.filter(({ state }) => state === 'asked').map(toldAsked),
    ...lost.flatMap(told),
  ],
})

const Months = z.union(followupMonths.map((months) => z.literal(months)))
const Turn = z.enum(['person', 'enterprise', 'station'])
const key = { outcomeId: OutcomeId, months: Months, turn: Turn }

/** Contact was lost, and somebody who looks after the record has it asked once more. */
export const askFollowupAgain = command({
  name: 'outcomes.ask_followup_again',
  input: z.object({ outcomeId: OutcomeId, months: Months }),
  load: async (tx, { outcomeId, months }) => {
    const outcome = await outcomes.lock(tx, outcomeId)
    const followup = outcome && (await store.lockFollowup(tx, outcomeId, months))
    if (!outcome || !followup) throw notFound()
    return { outcome, followup, known: await knownFor(tx, outcome) }
  },
  allow: (actor, { outcome }) => may.askConfirmation(actor, outcome),
  decide: (due, _input, { at }) => {
    const today = dateIn(at, utc)
    const next = move({ ...due, followup: rules.again(due, today) }, today)
    if (next.state === 'lost') throw nobodyToAsk()
    return next
  },
  save: store.saveFollowup,
  announce: (followup) => [toldAsked(followup)],
  audit: ({ outcomeId, stationId }) => ({ type: 'outcome', id: outcomeId, stationId }),
})

/** What a letter of a turn needs: the record, whom it is about, and to whom it goes. */
export const readFollowupLetter = query({
  name: 'outcomes.read_followup_letter',
  input: z.object(key),
  load: async (tx, { outcomeId, turn }) => {
    const outcome = await outcomes.find(tx, outcomeId)
    if (!outcome) throw notFound()
    return { outcome, about: await aboutIn(tx, outcome), recipients: await recipientsOf(tx, outcome, turn) }
  },
  allow: isSystem,
})

const byLink = everyone('the signed link of a follow-up is the key to it')
const linkReach = beyond('who is asked may have no account; the signed link names the one record it may see')

/** What a link asks. */
export const readFollowup = query({
  name: 'outcomes.read_followup',
  input: z.object(key),
  reach: linkReach,
  load: async (tx, { outcomeId, months }) => {
    const outcome = await outcomes.find(tx, outcomeId)
    const followup = await store.lockFollowup(tx, outcomeId, months)
    if (!outcome || !followup) throw notFound()
    const evidence = await outcomes.evidenceFor(tx, outcomeId)
    const { answeredOn } = followup
    // A paper may be from the evening of the day before: the answer has its day at the edition's place.
    const since = answeredOn === null ? null : shiftDate(answeredOn, { days: -1 })
    return {
      outcome,
      followup,
      about: await aboutIn(tx, outcome),
      hasPaper: evidence.some(({ addedAt }) => since !== null && dateIn(addedAt, utc) >= since),
    }
  },
  allow: byLink,
})

/** One tap, by the link: it goes on, or it ended. */
export const answerFollowup = command({
  name: 'outcomes.answer_followup',
  input: z.intersection(
    z.object(key),
    z.discriminatedUnion('said', [
      z.object({
        said: z.literal('goes_on'),
        /** A paper of these days, by the hash it is kept under. */
        paper: z
          .object({
            name: z.string().trim().min(1).max(300),
            fileHash: z.string().regex(/^[0-9a-f]{64}$/),
            mediaType: z.string().max(100),
          })
          .nullable()
          .default(null),
      }),
      z.object({
        said: z.literal('ended'),
        endedOn: z.custom<PlainDate>(isPlainDate, 'kernel.field_not_a_date'),
      }),
    ]),
  ),
  reach: linkReach,
  load: async (tx, { outcomeId, months }) => {
    const outcome = await outcomes.lock(tx, outcomeId)
    const followup = outcome && (await store.lockFollowup(tx, outcomeId, months))
    const edition = outcome && (await findEdition(tx, outcome.editionId))
    if (!outcome || !followup || !edition) throw notFound()
    return { outcome, followup, place: edition.zone }
  },
  allow: byLink,
  decide: ({ place, ...loaded }, given, { at }) => {
    const today = dateIn(at, place)
    if (given.said === 'ended' || given.paper === null) return rules.answer(loaded, given, today, at)
    const evidence: Evidence = {
      ...given.paper,
      id: newId<'evidence'>(),
      kind: 'file',
      outcomeId: loaded.outcome.id,
      stationId: loaded.outcome.stationId,
      addedBy: null,
      addedAt: at,
    }
    return rules.answer(loaded, { turn: given.turn, said: 'goes_on', evidence }, today, at)
  },
  save: async (tx, change) => {
    await store.saveFollowup(tx, change.followup)
    await store.closeOpen(tx, change.outcome.id, change.followup.answeredOn ?? change.followup.dueOn)
    await outcomes.save(tx, change)
  },
  announce: told,
  audit: ({ outcome }) => ({ type: 'outcome', id: outcome.id, stationId: outcome.stationId }),
})

const staff = (actor: Actor) => worksWithOutcomes(actor, undefined)
export const survivalTypes = ['post', 'company', 'landing', 'jobs'] as const

/** Follow-ups that wait or were lost, within the reader's reach. */
export const listFollowups = query({
  name: 'outcomes.list_followups',
  input: z.object({}),
  load: (tx) => store.openFollowups(tx, 200),
  allow: staff,
})

/** How long each outcome of a type was watched, within the reader's reach. */
export const readSpans = query({
  name: 'outcomes.read_spans',
  input: z.object({ type: z.enum(survivalTypes) }),
  load: (tx, { type }) => store.spansOf(tx, type),
  allow: staff,
})
