import type { Problem, Start, Table, Wish } from '../problem.ts'
import { FormatError } from './instance.ts'

/** One line of the weighted format, read: a problem for mode best and the plan to start from, numbered from 0. */
export type Weighted = { readonly name: string; readonly problem: Problem; readonly start: Start | null }

/** Every field of a line, and of what stands in one, by the field it stands in. */
const fields = {
  '': 'name people slots tables wishes away most delegates newcomers precedes start',
  tables: 'kind closed',
  wishes: 'a b weight must within fixed kinds',
  start: 'slotOfWish tableOfWish pinned gapsOnly mostMoved',
}

type Fields = Readonly<Record<string, unknown>>
const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Names in a line that are none of the format's: most likely slips of the pen, because what they say is not read. */
export function unknownFields(value: unknown): string[] {
  if (!isRecord(value)) return []
  const found = new Set<string>()
  for (const [place, known] of Object.entries(fields)) {
    const inside = place === '' ? value : value[place]
    for (const each of Array.isArray(inside) ? inside : [inside])
      if (isRecord(each))
        for (const name of Object.keys(each))
          if (!known.split(' ').includes(name)) found.add(place === '' ? name : `${place}.${name}`)
  }
  return [...found]
}

/** What may be absent may be null, too: that is what many programs write for it. */
const given = (value: unknown) => value !== undefined && value !== null

function refuse(field: string, wanted: string): never {
  throw new FormatError(`"${field}" has to be ${wanted}`)
}

function whole(value: unknown, field: string, least: number, most: number): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value
  return refuse(field, `a whole number from ${least} to ${most}`)
}

const list = (value: unknown, field: string): readonly unknown[] =>
  Array.isArray(value) ? value : refuse(field, 'a list')

/** A list of things counted from 1, as indices from 0. */
const indices = (value: unknown, field: string, most: number): number[] =>
  list(value, field).map((each) => whole(each, field, 1, most) - 1)

/** An object of person: value, as [index, value]. */
function byPerson(value: unknown, field: string, people: number): [number, unknown][] {
  if (!given(value)) return []
  if (!isRecord(value)) return refuse(field, 'an object of person: value')
  return Object.entries(value).map(([key, each]) => [
    // "01" and "1.0" would be a second word for the same person.
    whole(/^[1-9]\d*$/.test(key) ? Number(key) : null, `${field} of ${key}`, 1, people) - 1,
    each,
  ])
}

function readTables(value: unknown, slots: number): Table[] {
  if (typeof value === 'number')
    return Array.from({ length: whole(value, 'tables', 1, 100_000) }, () => ({ kind: 0 }))
  return list(value, 'tables').map((each): Table => {
    if (!isRecord(each)) return refuse('tables', 'a number, or a list of objects')
    return {
      kind: whole(each.kind ?? 0, 'tables.kind', 0, 1_000_000),
      ...(given(each.closed) && { closed: indices(each.closed, 'tables.closed', slots) }),
    }
  })
}

function readWish(value: unknown, people: number, slots: number): Wish {
  const row = Array.isArray(value) && value.length >= 2 && value.length <= 3
  const it: unknown = row ? { a: value[0], b: value[1], weight: value[2] } : value
  if (!isRecord(it)) return refuse('wishes', 'a list of [person, person, weight] or of objects')
  const must = it.must ?? false
  if (typeof must !== 'boolean') return refuse('wishes.must', 'true or false')
  return {
    a: whole(it.a, 'wishes.a', 1, people) - 1,
    b: whole(it.b, 'wishes.b', 1, people) - 1,
    weight: whole(it.weight ?? 1, 'wishes.weight', 0, 1_000_000),
    must,
    ...(given(it.within) && { within: indices(it.within, 'wishes.within', slots) }),
    ...(given(it.fixed) && { fixed: whole(it.fixed, 'wishes.fixed', 1, slots) - 1 }),
    ...(given(it.kinds) && {
      kinds: list(it.kinds, 'wishes.kinds').map((kind) => whole(kind, 'wishes.kinds', 0, 1_000_000)),
    }),
  }
}

function readStart(value: unknown, wishes: number, slots: number, tables: number): Start | null {
  if (!given(value)) return null
  if (!isRecord(value)) return refuse('start', 'an object')
  const places = (field: string, most: number) => {
    const read = list(value[field], `start.${field}`).map(
      (each) => whole(each, `start.${field}`, 0, most) - 1,
    )
    if (read.length !== wishes)
      return refuse(`start.${field}`, `a list of ${wishes} numbers, one for each wish`)
    return Int32Array.from(read)
  }
  const gapsOnly = value.gapsOnly ?? false
  if (typeof gapsOnly !== 'boolean') return refuse('start.gapsOnly', 'true or false')
  const pinned = new Uint8Array(wishes)
  for (const wish of indices(value.pinned ?? [], 'start.pinned', wishes)) pinned[wish] = 1
  return {
    slotOf: places('slotOfWish', slots),
    tableOf: places('tableOfWish', tables),
    pinned,
    gapsOnly,
    ...(given(value.mostMoved) && {
      mostMoved: whole(value.mostMoved, 'start.mostMoved', 0, 1_000_000),
    }),
  }
}

/** Reads a parsed line of the weighted format (docs/integrate/timetable.md); throws FormatError that names the field. */
export function readWeighted(value: unknown): Weighted {
  if (!isRecord(value)) throw new FormatError('a line has to be one object')
  if (typeof value.name !== 'string' || value.name === '') return refuse('name', 'a text')
  const people = whole(value.people, 'people', 1, 1_000_000)
  const slots = whole(value.slots, 'slots', 1, 1000)
  if (people * slots > 100_000_000)
    return refuse('people', 'fewer: people × slots are 100,000,000 at the most')
  const free = new Uint8Array(people * slots).fill(1)
  for (const [person, away] of byPerson(value.away, 'away', people))
    for (const slot of indices(away, 'away', slots)) free[person * slots + slot] = 0
  const tables = readTables(value.tables, slots)
  const wishes = list(value.wishes, 'wishes').map((wish) => readWish(wish, people, slots))
  const precedes = list(value.precedes ?? [], 'precedes').map((pair): [number, number] => {
    const [earlier, later, ...more] = indices(pair, 'precedes', wishes.length)
    return earlier === undefined || later === undefined || more.length > 0
      ? refuse('precedes', 'a list of [earlier, later]')
      : [earlier, later]
  })
  const most = new Int32Array(people).fill(2 ** 31 - 1)
  for (const [person, limit] of byPerson(value.most, 'most', people))
    most[person] = whole(limit, 'most', 0, 2 ** 31 - 1)
  const delegates = new Uint8Array(people).fill(1)
  for (const [person, wide] of byPerson(value.delegates, 'delegates', people))
    delegates[person] = whole(wide, 'delegates', 1, 100)
  const newcomer = new Uint8Array(people)
  for (const person of indices(value.newcomers ?? [], 'newcomers', people)) newcomer[person] = 1
  return {
    name: value.name,
    problem: {
      people,
      slots,
      free,
      tables,
      wishes,
      precedes,
      ...(given(value.most) && { most }),
      ...(given(value.delegates) && { delegates }),
      ...(given(value.newcomers) && { newcomer }),
    },
    start: readStart(value.start, wishes.length, slots, tables.length),
  }
}
