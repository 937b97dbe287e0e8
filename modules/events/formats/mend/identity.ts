import { type Json, shown } from '../json/value.ts'
import type { Event } from '../model.ts'
import type { Unsettled } from './event.ts'
import { isUuid, uuidFrom, uuidOf } from './guid.ts'
import { optional } from './people.ts'
import { slugFits, slugFrom } from './slugs.ts'
import { integerIn, textIfAny } from './texts.ts'

/**
 * Settles what must be unique among all events: the first to claim a value keeps it, whoever needs a new one gets
 * one made from what the event says, so that the same file gives the same ids every time it is read.
 */
export function settle(events: readonly Unsettled[], acronym: string): Event[] {
  const guids = settleGuids(events, acronym)
  const ids = settleIds(events, guids)
  const slugs = settleSlugs(events, ids, acronym)
  const codes = settleCodes(events)
  return events.map(({ event, part }, index) => ({
    id: at(ids, index),
    guid: at(guids, index),
    slug: at(slugs, index),
    ...optional('code', codes[index]),
    ...event,
    ...part.kept(),
  }))
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index]
  if (item === undefined) throw new Error('every event has been settled')
  return item
}

function settleGuids(events: readonly Unsettled[], acronym: string): string[] {
  const taken = new Set<string>()
  const claimed = events.map(({ said }) =>
    typeof said.guid === 'string' && said.guid !== '' ? said.guid : undefined,
  )
  // Guids that are ones already come first: one made from a text must not take them away.
  const kept = claimed.map((guid) => guid !== undefined && isUuid(guid) && claim(taken, guid.toLowerCase()))
  const turns = new Map<string, number>()
  return events.map(({ said, event, part }, index) => {
    const guid = claimed[index]
    if (guid !== undefined && kept[index]) return guid
    const fromText = guid === undefined || isUuid(guid) ? undefined : uuidFrom(guid)
    const twice = guid !== undefined && (fromText === undefined || taken.has(fromText))
    const story = `event ${acronym} ${shown(said.id)} ${guid} ${event.date} ${event.room} ${event.title}`
    let now = fromText === undefined || twice ? uuidOf(story) : fromText
    // Where a thousand events are alike, each goes on from the turn of the last.
    let turn = turns.get(story) ?? 1
    while (!claim(taken, now)) {
      turn += 1
      now = uuidOf(`${story} ${turn}`)
    }
    turns.set(story, turn)
    part.note(
      twice ? 'guid_twice' : guid === undefined ? 'guid_missing' : 'guid_not_uuid',
      'guid',
      said.guid,
      now,
    )
    return now
  })
}

function claim<Value>(taken: Set<Value>, value: Value): boolean {
  if (taken.has(value)) return false
  taken.add(value)
  return true
}

function settleIds(events: readonly Unsettled[], guids: readonly string[]): number[] {
  const taken = new Set<number>()
  const kept = events.map(({ said }) => {
    const id = integerIn(said.id)
    return id !== undefined && id > 0 && claim(taken, id) ? id : undefined
  })
  const passed = new Map<number, number>()
  return events.map(({ said, part }, index) => {
    const id = kept[index]
    if (id !== undefined) {
      if (id !== said.id) part.note('id_form', 'id', said.id, id)
      return id
    }
    // Seven hex digits stay below 2^28, which every reader of the format can hold.
    const now = nextFree(taken, passed, Number.parseInt(at(guids, index).slice(0, 7), 16) || 1)
    taken.add(now)
    const valid = (integerIn(said.id) ?? 0) > 0
    part.note(valid ? 'id_twice' : nothing(said.id) ? 'id_missing' : 'id_form', 'id', said.id, now)
    return now
  })
}

/** From `start` on. `passed` remembers how far each search came, so that a run of taken ids is walked once. */
function nextFree(taken: ReadonlySet<number>, passed: Map<number, number>, start: number): number {
  const walked: number[] = []
  let now = start
  while (taken.has(now)) {
    walked.push(now)
    now = passed.get(now) ?? now + 1
  }
  for (const step of walked) passed.set(step, now)
  return now
}

const nothing = (value: Json | undefined): boolean => value === undefined || value === null || value === ''

function settleSlugs(events: readonly Unsettled[], ids: readonly number[], acronym: string): string[] {
  const taken = new Set<string>()
  const kept = events.map(({ said, part }) => {
    const fits = typeof said.slug === 'string' && slugFits[part.desk.notation](said.slug)
    return fits && typeof said.slug === 'string' && claim(taken, said.slug) ? said.slug : undefined
  })
  return events.map(({ said, event, part }, index) => {
    const slug = kept[index]
    if (slug !== undefined) return slug
    const text = textIfAny(part, 'slug', said.slug)?.trim() ?? ''
    const id = at(ids, index)
    const base = slugFrom(
      text === '' ? `${acronym.replaceAll('-', '_')}-${id}-${event.title}` : text,
      acronym,
      id,
    )
    const now = unique(taken, base, id)
    const twice = text !== '' && (base === text || slugFits[part.desk.notation](text))
    part.note(twice ? 'slug_twice' : text === '' ? 'slug_missing' : 'slug_form', 'slug', said.slug, now)
    return now
  })
}

/** The slug itself, else with the id, else with a number behind it. */
export function unique(taken: Set<string>, slug: string, id: number): string {
  let now = taken.has(slug) ? `${slug}-${id}` : slug
  for (let turn = 2; !claim(taken, now); turn += 1) now = `${slug}-${id}-${turn}`
  return now
}

/** A submission shown twice has one code at two events: fine for JSON, while XML wants it once. */
function settleCodes(events: readonly Unsettled[]): (string | undefined)[] {
  const taken = new Set<string>()
  return events.map(({ said, part }) => {
    if (nothing(said.code)) return undefined
    const inXml = part.desk.notation === 'xml'
    const code = shown(said.code) ?? ''
    if (typeof said.code !== 'string' || !(inXml ? /^[0-9A-Z]{6}$/ : /^[0-9A-Z]+$/).test(code)) {
      part.note('code_form', 'code', said.code, undefined)
      return undefined
    }
    if (claim(taken, code) || !inXml) return code
    part.note('code_twice', 'code', code, undefined)
    return undefined
  })
}
