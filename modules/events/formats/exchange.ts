import { applyCarry, carryOf, patchesFor } from './carry.ts'
import { carryKey, draftOfJson } from './json/draft.ts'
import { depthOf, parseJson } from './json/parse.ts'
import { isObject, type Json, own } from './json/value.ts'
import { scheduleValue } from './json/write-schedule.ts'
import { mendDraft, mendSchedule } from './mend/schedule.ts'
import type { Schedule } from './model.ts'
import { limits, type Mend, ScheduleFormatError } from './problems.ts'
import { decodeText } from './text.ts'
import { draftOfXml } from './xml/draft.ts'
import { parseXml, type XmlDocument } from './xml/parse.ts'
import { writeXml } from './xml/write.ts'
import { noteTarget, scheduleNode } from './xml/write-schedule.ts'

/** `zone`: IANA name, for a file that tells neither zone nor offset; UTC without. */
export type ReadOptions = { zone?: string }
export type ReadResult = { schedule: Schedule; mended: Mend[] }

/**
 * Reads a schedule.xml, generously: what bends the schema is mended and listed, what is unknown is kept in `extra`.
 * Throws ScheduleFormatError for what is no such file, has no days, declares a DTD, or passes `limits`; nothing else.
 */
export function readScheduleXml(text: string, options: ReadOptions = {}): ReadResult {
  const document = parseXml(text, noteTarget)
  const unread: Mend[] = []
  return whole(fromXml(document, options), carriesIn(document, unread), unread, options)
}

/** The same for schedule.json, the JSON twin of the format. */
export function readScheduleJson(text: string, options: ReadOptions = {}): ReadResult {
  const value = parseJson(text, limits.jsonDepthWithCarry)
  const inside = isObject(value) ? (own(value, 'schedule') ?? value) : undefined
  const carry = isObject(inside) ? own(inside, carryKey) : undefined
  return whole(fromJson(value, options), isObject(carry) ? [carry] : [], [], options)
}

/** Either twin from a file as it was uploaded: finds out encoding and notation. */
export function readSchedule(bytes: Uint8Array, options: ReadOptions = {}): ReadResult {
  const { text, mended } = decodeText(bytes)
  const first = /[^\s\ufeff]/.exec(text)?.[0]
  if (first === undefined) throw new ScheduleFormatError('empty')
  if (first !== '<' && first !== '{')
    throw new ScheduleFormatError('not_a_schedule', { found: text.trim().slice(0, 20) })
  const read = first === '<' ? readScheduleXml(text, options) : readScheduleJson(text, options)
  return { schedule: read.schedule, mended: [...mended, ...read.mended] }
}

/**
 * A schedule.xml that satisfies the schema, whatever the schedule came from. Reading it gives the same schedule
 * (as `mendSchedule` leaves it): what the schema has no place for stands in processing instructions.
 */
export function writeScheduleXml(schedule: Schedule): string {
  const meant = mendSchedule(schedule).schedule
  const strict = parseXml(writeXml(scheduleNode(meant, new Map())), noteTarget)
  return writeXml(scheduleNode(meant, patchesFor(meant, fromXml(strict, {}).schedule)))
}

/** The same for schedule.json; what its schema has no place for stands under `schedule.haigui`. */
export function writeScheduleJson(schedule: Schedule): string {
  const meant = mendSchedule(schedule).schedule
  const strict = JSON.parse(JSON.stringify(scheduleValue(meant, undefined)))
  const carry = carryOf(patchesFor(meant, fromJson(strict, {}).schedule))
  return `${JSON.stringify(scheduleValue(meant, carry), null, 2)}\n`
}

function fromXml(document: XmlDocument, options: ReadOptions): ReadResult {
  const mended = [...document.mended]
  const draft = draftOfXml(document.root, mended)
  const read = mendDraft(draft, { notation: 'xml', zone: options.zone })
  return { schedule: read.schedule, mended: [...mended, ...read.mended] }
}

function fromJson(value: Json, options: ReadOptions): ReadResult {
  const mended: Mend[] = []
  const draft = draftOfJson(value, mended)
  if (depthOf(draft) > limits.jsonDepth)
    throw new ScheduleFormatError('too_deep', { limit: limits.jsonDepth })
  const read = mendDraft(draft, { notation: 'json', zone: options.zone })
  return { schedule: read.schedule, mended: [...mended, ...read.mended] }
}

/** What was carried is put back and judged once more, because anybody may have written it. */
function whole(read: ReadResult, carries: readonly Json[], before: Mend[], options: ReadOptions): ReadResult {
  if (carries.length === 0) return { schedule: read.schedule, mended: [...before, ...read.mended] }
  applyCarry(read.schedule, carries)
  const again = mendDraft(read.schedule, { notation: 'any', zone: options.zone })
  return { schedule: again.schedule, mended: [...before, ...read.mended, ...again.mended] }
}

function carriesIn(document: XmlDocument, unread: Mend[]): Json[] {
  return document.notes.flatMap((note) => {
    try {
      return [parseJson(note, limits.jsonDepthWithCarry)]
    } catch (problem) {
      if (!(problem instanceof ScheduleFormatError)) throw problem
      unread.push({ where: 'file', code: 'carry_unreadable', field: '', was: note.slice(0, 200), now: null })
      return []
    }
  })
}
