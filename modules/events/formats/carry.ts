import { isObject, type Json, type JsonObject, objectOf, own, sameJson } from './json/value.ts'
import type { Day, Schedule } from './model.ts'

/**
 * What the strict form of a schedule could not say. An export is written strictly, read back, and every field that
 * comes back different is carried beside it, part by part: `as` it was written and what it `is`. A reader takes
 * `is` only where it still finds `as`, so that whoever changes the file by hand has the last word.
 * Hence nothing is lost in an export, whatever the model and the schemas say about each other.
 */
export type Carry = {
  schedule?: Patch
  conference?: Patch
  days?: { [index: string]: Patch }
  rooms?: { [index: string]: { [name: string]: Patch } }
  events?: { [guid: string]: Patch }
}
export type Patch = { [field: string]: { as?: Json; is?: Json } }

/** The parts of a schedule that are told apart by a name of their own, and those of their fields that are none. */
type Unit = { path: readonly string[]; fields: JsonObject; parts: readonly string[] }

function unitsOf(schedule: Schedule): Unit[] {
  return [
    { path: ['schedule'], fields: schedule, parts: ['conference', 'days'] },
    { path: ['conference'], fields: schedule.conference, parts: [] },
    ...schedule.days.flatMap((day) => [
      { path: ['days', `${day.index}`], fields: day, parts: ['rooms', 'index'] },
      ...day.rooms.flatMap((room) => [
        { path: ['rooms', `${day.index}`, room.name], fields: room, parts: ['events', 'name'] },
        ...room.events.map((event) => ({ path: ['events', event.guid], fields: event, parts: ['guid'] })),
      ]),
    ]),
  ]
}

/** The names of the rooms of a day in their order, which JSON does not keep where names are numbers. */
const orderField = 'roomOrder'
const orderOf = (day: Day): string[] => day.rooms.map((room) => room.name)

/** By path, joined: what to carry for each part of `meant`, given what the strict form reads as. */
export function patchesFor(meant: Schedule, read: Schedule): Map<string, Patch> {
  const found = new Map(unitsOf(read).map((unit) => [key(unit.path), unit.fields]))
  const patches = new Map<string, Patch>()
  for (const { path, fields, parts } of unitsOf(meant)) {
    const back = found.get(key(path)) ?? {}
    const names = new Set(
      [...Object.keys(fields), ...Object.keys(back)].filter((name) => !parts.includes(name)),
    )
    const changed = [...names].filter((name) => !sameJson(own(fields, name), own(back, name)))
    if (changed.length > 0)
      patches.set(key(path), objectOf(changed.map((name) => [name, change(back, fields, name)])))
  }
  for (const [index, day] of meant.days.entries()) {
    const back = read.days[index]
    if (!back || sameJson(orderOf(day), orderOf(back))) continue
    const path = key(['days', `${day.index}`])
    patches.set(path, { ...patches.get(path), [orderField]: { as: orderOf(back), is: orderOf(day) } })
  }
  return patches
}

export const key = (path: readonly string[]): string => JSON.stringify(path)

function change(as: JsonObject, is: JsonObject, name: string): { as?: Json; is?: Json } {
  const written = own(as, name)
  const meant = own(is, name)
  return { ...(written === undefined ? {} : { as: written }), ...(meant === undefined ? {} : { is: meant }) }
}

/** All patches in one value, or none. */
export function carryOf(patches: Map<string, Patch>): Carry | undefined {
  const carry: JsonObject = {}
  for (const [path, patch] of patches) {
    const names: string[] = JSON.parse(path)
    const last = names.pop()
    let into = carry
    for (const name of names) into = inner(into, name)
    if (last !== undefined) define(into, last, patch)
  }
  return patches.size > 0 ? carry : undefined
}

function inner(object: JsonObject, name: string): JsonObject {
  const known = own(object, name)
  if (isObject(known)) return known
  const made: JsonObject = {}
  define(object, name, made)
  return made
}

/** Assignment would set the prototype when a room is called `__proto__`. */
const define = (object: JsonObject, name: string, value: Json) =>
  Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true })

/** Changes `read`, which must be fresh, into what was meant; it has to be mended again, since others may have written the carry. */
export function applyCarry(read: Schedule, carries: readonly Json[]): void {
  for (const { path, fields, parts } of unitsOf(read)) {
    for (const carry of carries) {
      const patch = path.reduce<Json | undefined>(
        (value, name) => (isObject(value) ? own(value, name) : undefined),
        carry,
      )
      if (isObject(patch)) applyPatch(fields, patch, parts)
    }
  }
  for (const day of read.days) {
    for (const carry of carries) reorder(day, carry)
  }
}

function applyPatch(fields: JsonObject, patch: JsonObject, parts: readonly string[]) {
  for (const [name, changed] of Object.entries(patch)) {
    if (parts.includes(name) || name === orderField || !isObject(changed)) continue
    if (!sameJson(own(fields, name), own(changed, 'as'))) continue
    const is = own(changed, 'is')
    if (is === undefined) delete fields[name]
    else
      Object.defineProperty(fields, name, { value: is, enumerable: true, configurable: true, writable: true })
  }
}

function reorder(day: Day, carry: Json) {
  const days = isObject(carry) ? own(carry, 'days') : undefined
  const patch = isObject(days) ? own(days, `${day.index}`) : undefined
  const order = isObject(patch) ? own(patch, orderField) : undefined
  if (!isObject(order) || !sameJson(own(order, 'as'), orderOf(day))) return
  const is = own(order, 'is')
  const place = new Map((Array.isArray(is) ? is : []).map((name, index) => [name, index]))
  day.rooms = day.rooms.toSorted((a, b) => (place.get(a.name) ?? 0) - (place.get(b.name) ?? 0))
}
