import { z } from 'zod'
import { type Actor, personIdOf } from '#kernel/access'
import { beyond, command, query, type Tx } from '#kernel/command'
import { notFound, type Refusal } from '#kernel/errors'
import { newId } from '#kernel/ids'
import type { Instant } from '#kernel/time'
import { EventId } from '#modules/events'
import { ensurePersons } from '#modules/people'
import { may } from '../access.ts'
import type { Request, Verdict } from '../admission/model.ts'
import { registrationOf } from '../admission/record.ts'
import { decideAdmission } from '../admission/rules.ts'
import { lookUp } from '../admission/store.ts'
import { type Placed, writePlaced } from '../admission/write.ts'
import * as facts from '../facts.ts'
import { CategoryId, type Room } from '../model.ts'
import { lockRoom } from '../store.ts'
import { type Row, Rows } from './wire.ts'

/** A newcomer's record is nobody's station's before it is written; may.decide on the event is the lock. */
const reach = beyond('staff bring in people whom no station sees yet')

const Input = z.object({ eventId: EventId, categoryId: CategoryId, rows: Rows })
type Input = z.output<typeof Input>
type Loaded = { room: Room; requests: Request[] }

async function load(tx: Tx, { eventId, categoryId, rows }: Input): Promise<Loaded> {
  const room = await lockRoom(tx, eventId)
  if (!room?.categories.some(({ id }) => id === categoryId)) throw notFound()
  const { existing } = await lookUp(
    tx,
    eventId,
    rows.map(({ email }) => email),
    [],
  )
  const requests = rows.map(
    ({ email }): Request => ({
      categoryId,
      email,
      key: newId(),
      answers: {},
      invitation: undefined,
      byStaff: true,
      existing: existing.get(email) ?? null,
      made: null,
    }),
  )
  return { room, requests }
}

/** What taking in a list would do, row by row, without doing it. */
export const previewGuests = query({
  name: 'registration.preview_guests',
  input: Input,
  reach,
  load: async (tx, input, { at }) => {
    const { room, requests } = await load(tx, input)
    return { room, verdicts: decideAdmission(room, requests, at).verdicts }
  },
  allow: (actor, { room }) => may.decide(actor, room.gate),
})

type Taken = Loaded & {
  rows: readonly Row[]
  verdicts: Verdict[]
  actor: Actor
  /** Filled when it is written: only then a newcomer's record has its id. */
  placed: Placed[]
}

const refusalIn = (verdicts: readonly Verdict[]): Refusal | undefined =>
  verdicts.flatMap((verdict) => (verdict.kind === 'refused' ? [verdict.refusal] : []))[0]

/**
 * Takes in a list of guests: all of them or, with a refusal, none. Whoever is registered already stays as they are.
 * Places are not passed by: guests without one stand in line.
 */
export const importGuests = command({
  name: 'registration.import_guests',
  input: Input,
  reach,
  load: (tx, input) => load(tx, input),
  allow: (actor, { room }) => may.decide(actor, room.gate),
  decide: ({ room, requests }, { rows }, { at, actor }): Taken => {
    const { verdicts } = decideAdmission(room, requests, at)
    const refusal = refusalIn(verdicts)
    if (refusal) throw refusal
    return { room, requests, rows, verdicts, actor, placed: [] }
  },
  save: async (tx, taken, { at }) => {
    taken.placed.push(...(await placedOf(tx, taken, at)))
    await writePlaced(tx, taken.room, taken.placed, [], at)
  },
  announce: ({ placed }) => placed.map(({ registration }) => facts.became(registration)),
  audit: ({ room }) => ({ type: 'event', id: room.gate.id, stationId: room.gate.stationId }),
})

/** The records that the rows become; who has none in the house gets one. */
async function placedOf(
  tx: Tx,
  { room, requests, rows, verdicts, actor }: Taken,
  at: Instant,
): Promise<Placed[]> {
  const chosen = rows.flatMap((row, index) => {
    const [verdict, request] = [verdicts[index], requests[index]]
    return verdict?.kind === 'placed' && request ? [{ row, verdict, request }] : []
  })
  if (chosen.length === 0) return []
  const people = await ensurePersons(
    tx,
    chosen.map(({ row: { line: _line, locale, ...person } }) => ({ ...person, locale: locale ?? 'en' })),
    at,
  )
  return chosen.map(({ row, verdict, request }) => {
    const personId = people.get(row.email)?.id
    if (!personId) throw new Error(`no record for line ${row.line}, asked by ${personIdOf(actor)}`)
    const input = { byStaff: true, consents: { process: false, contact: false }, key: request.key }
    const locale = row.locale ?? 'en'
    return {
      actor,
      input,
      verdict,
      registration: registrationOf(verdict, { ...input, locale }, personId, room, at),
    }
  })
}
