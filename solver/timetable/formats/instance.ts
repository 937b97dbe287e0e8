import type { Problem, Wish } from '../problem.ts'

/** One line of the b2bsp format, numbered from 1 as people do; docs/integrate/timetable.md has every field. */
export type Instance = {
  readonly name: string
  readonly participants: number
  /** Most meetings in one slot. */
  readonly tables: number
  readonly slots: number
  /** Slots 1..k are the morning. */
  readonly morningSlots: number
  /** [person, person, session]: 1 = morning only, 2 = afternoon only, 3 or nothing = either. */
  readonly meetings: readonly (readonly [person: number, person: number, session?: number])[]
  /** Person → slots in which they cannot meet. */
  readonly forbidden: Readonly<Record<string, readonly number[]>>
  /** Meeting → its slot. */
  readonly fixed: Readonly<Record<string, number>>
  /** [earlier, later]: meetings. */
  readonly precedes: readonly (readonly [number, number])[]
}

/** Every field of a line. */
export const instanceFields: readonly string[] = [
  'name',
  'participants',
  'tables',
  'slots',
  'morningSlots',
  'meetings',
  'forbidden',
  'fixed',
  'precedes',
]

/** Thrown by `readInstance`: a field is absent or not what the format says. */
export class FormatError extends Error {}

const isWhole = (value: unknown): value is number => Number.isInteger(value)
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isRow =
  (least: number, most: number) =>
  (value: unknown): boolean =>
    Array.isArray(value) && value.length >= least && value.length <= most && value.every(isWhole)
/** People × slots that are still looked at: more is a mistake, and would fill the memory. */
const mostCells = 20_000_000

function must(holds: boolean, field: string, wanted: string): void {
  if (!holds) throw new FormatError(`"${field}" has to be ${wanted}`)
}

/** Reads a parsed line; throws FormatError that names the field. What the numbers mean together is `checkProblem`'s. */
export function readInstance(value: unknown): Instance {
  if (!isRecord(value)) throw new FormatError('a line has to be one object')
  const {
    name,
    participants,
    tables,
    slots,
    morningSlots: noon,
    meetings,
    forbidden: away,
    fixed: set,
    precedes: order,
  } = value
  const [morningSlots, forbidden, fixed, precedes] = [noon ?? slots, away ?? {}, set ?? {}, order ?? []]
  must(typeof name === 'string' && name !== '', 'name', 'a text')
  for (const [field, number] of Object.entries({ participants, tables, slots }))
    must(isWhole(number) && number >= 0 && number <= 1_000_000, field, 'a whole number from 0')
  must(isWhole(slots) && slots >= 1 && slots <= 1000, 'slots', 'a whole number from 1 to 1000')
  must(
    (participants as number) * (slots as number) <= mostCells,
    'participants',
    `such that participants × slots are at most ${mostCells}`,
  )
  must(isWhole(morningSlots), 'morningSlots', 'a whole number')
  must(
    Array.isArray(meetings) && meetings.every(isRow(2, 3)),
    'meetings',
    'a list of [person, person, session]',
  )
  must(
    isRecord(forbidden) &&
      Object.values(forbidden).every((list) => Array.isArray(list) && list.every(isWhole)),
    'forbidden',
    'an object of person: [slots]',
  )
  must(isRecord(fixed) && Object.values(fixed).every(isWhole), 'fixed', 'an object of meeting: slot')
  must(Array.isArray(precedes) && precedes.every(isRow(2, 2)), 'precedes', 'a list of [earlier, later]')
  // Every field has been looked at above.
  return { ...value, morningSlots, forbidden, fixed, precedes } as Instance
}

/** Whether a key is the plain number of one of so many: "01" and "1.0" are not. */
const names = (key: string, most: number) => /^[1-9]\d*$/.test(key) && Number(key) <= most

const range = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from) }, (_none, at) => from + at)

/** The problem of an instance, numbered from 0: every meeting a must of weight 1, tables all alike. */
export function problemOf(instance: Instance): Problem {
  const { participants: people, slots, morningSlots } = instance
  const free = new Uint8Array(people * slots).fill(1)
  for (const [key, list] of Object.entries(instance.forbidden)) {
    const person = Number(key) - 1
    if (!names(key, people)) throw new FormatError(`"forbidden" names person ${key}, who does not exist`)
    for (const slot of list) {
      if (slot < 1 || slot > slots)
        throw new FormatError(`"forbidden" names slot ${slot}, which does not exist`)
      free[person * slots + slot - 1] = 0
    }
  }
  const sessions: Readonly<Record<number, readonly number[]>> = {
    1: range(0, Math.min(morningSlots, slots)),
    2: range(Math.max(morningSlots, 0), slots),
  }
  for (const key of Object.keys(instance.fixed))
    if (!names(key, instance.meetings.length))
      throw new FormatError(`"fixed" names meeting ${key}, which does not exist`)
  const wishes = instance.meetings.map(([a, b, session = 3], index): Wish => {
    if (session < 1 || session > 3)
      throw new FormatError(`meeting ${index + 1} has session ${session}; 1, 2 or 3 are known`)
    const within = sessions[session]
    const fixed = instance.fixed[index + 1]
    return {
      a: a - 1,
      b: b - 1,
      weight: 1,
      must: true,
      ...(within && { within }),
      ...(fixed !== undefined && { fixed: fixed - 1 }),
    }
  })
  return {
    people,
    slots,
    free,
    // More tables than meetings are of no use to anybody.
    tables: Array.from({ length: Math.min(instance.tables, wishes.length) }, () => ({ kind: 0 })),
    wishes,
    precedes: instance.precedes.map(([earlier, later]): [number, number] => [earlier - 1, later - 1]),
  }
}
