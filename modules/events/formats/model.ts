import type { Json, JsonObject } from './json/value.ts'

/**
 * A conference's schedule as conference software exchanges it (frab, pretalx, wafer, hub; schedule.xml and
 * schedule.json), free of either notation. It is plain JSON and may be stored as such.
 *
 * Holds after reading and after `mendSchedule`: guids are UUIDs and unique, ids positive and unique, slugs unique,
 * dates have an offset, days have a date, start, end and a unique index, a room stands once in a day,
 * text has no control characters. Null is a text that is not there; an empty text is one that is there and empty.
 */
export type Schedule = {
  version: string
  url?: string
  generator?: Generator
  conference: Conference
  days: Day[]
  extra?: Extra
}

export type Generator = { name?: string; system?: string; version?: string; url?: string; extra?: Extra }

export type Conference = {
  title: string
  acronym: string
  /** A date, or a date and time with offset; the same for `end`. */
  start: string
  end: string
  daysCount: number
  timeslotDuration: string
  timeZoneName?: string
  baseUrl?: string
  url?: string
  logo?: string
  description?: string
  keywords?: string[]
  colors?: { [name: string]: string }
  tracks: Track[]
  rooms: RoomEntry[]
  meta?: JsonObject
  extra?: Extra
}

export type Track = { name: string; slug?: string; color?: string; text?: string; extra?: Extra }

/** A room as the JSON twin lists it once for the conference; `details` are the keys of that twin alone. */
export type RoomEntry = {
  name: string
  guid?: string
  slug?: string
  description?: string | null
  capacity?: number | null
  details?: JsonObject
  extra?: Extra
}

/** `date` YYYY-MM-DD; `start`, `end` date and time with offset, `end` mostly after midnight. */
export type Day = { index: number; date: string; start: string; end: string; rooms: DayRoom[]; extra?: Extra }

export type DayRoom = { name: string; guid?: string; events: Event[]; extra?: Extra }

export type Event = {
  id: number
  guid: string
  code?: string
  /** Date and time with offset: when it begins. */
  date: string
  /** HH:MM or HH:MM:SS on the clock of the place. */
  start: string
  /** H:MM, or H:MM:SS; see `minutesOf`. */
  duration: string
  end?: string
  room: string
  slug: string
  url?: string
  title: string
  subtitle: string | null
  abstract: string | null
  description: string | null
  language: string | null
  type: string
  track: string | null
  logo: string | null
  persons: Person[]
  links: Link[]
  attachments: Link[]
  recording?: Recording
  doNotStream?: string | boolean | null
  feedbackUrl?: string
  originUrl?: string
  videoDownloadUrl?: string
  extra?: Extra
}

/** `link` and `url` as in the XML twin, which alone knows them. Null: not said. */
export type Recording = { license: string | null; optout: boolean | null; url?: string; link?: string }

export type Person = {
  /** The name to show. */
  name: string
  /** What the JSON twin says under `name` when it differs from `public_name`. */
  fullName?: string
  /** Which of its two name keys a JSON file used, where that is not what its id tells (`public_name` with an id). */
  nameKeys?: 'name' | 'public_name' | 'both'
  id?: number
  guid?: string
  code?: string
  url?: string
  avatar?: string | null
  biography?: string | null
  links?: Link[]
  extra?: Extra
}

export type Link = { url: string; title?: string; type?: string; service?: string; extra?: Extra }

/** What a file said beyond the model, and what mended fields said before; nothing of it is lost in an export. */
export type Extra = {
  attributes?: { [name: string]: string }
  elements?: ExtraElement[]
  /** Of known child elements that are no part of their own, e.g. an attribute of `<track>`. */
  within?: { [element: string]: Extra }
  /** Unknown keys of a JSON object. */
  keys?: JsonObject
  /** By field: the original of what was mended. */
  was?: JsonObject
}

export type ExtraElement = {
  name: string
  attributes?: { [name: string]: string }
  children?: (ExtraElement | string)[]
}

export type { Json, JsonObject }
