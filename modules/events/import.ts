import { z } from 'zod'
import { command } from '#kernel/command'
import { notFound, Refusal } from '#kernel/errors'
import { newId } from '#kernel/ids'
import { cleanLine } from '#kernel/text'
import { instant, isZone, zone } from '#kernel/time'
import { EditionId, findEdition } from '#modules/programme'
import { findStation, StationId } from '#modules/stations'
import { mayManageEvent } from './access.ts'
import { type ReadResult, readSchedule, type Schedule, ScheduleFormatError } from './formats/index.ts'
import type { Event, Room, Session, Venue } from './model.ts'
import * as rules from './rules/event.ts'
import { planImport } from './schedule.ts'
import * as store from './store/event.ts'
import * as places from './store/place.ts'

/** Reads a file of either twin; what it cannot be read for becomes a refusal with the line. */
export function readFile(bytes: Uint8Array, fallback: string): ReadResult {
  try {
    return readSchedule(bytes, { zone: fallback })
  } catch (error) {
    if (!(error instanceof ScheduleFormatError)) throw error
    throw new Refusal('invalid', `events.format_${error.code}`, { ...error.params, line: error.line ?? 0 })
  }
}

const text = (value: string, max: number) => ({ en: cleanLine(value).slice(0, max), zh: '' })

/** Makes a draft with rooms and sessions from a schedule, and keeps the whole of it for the way out again. */
export const importSchedule = command({
  name: 'events.import_schedule',
  input: z.object({
    editionId: EditionId,
    stationId: StationId.nullable(),
    schedule: z.custom<Schedule>((value) => typeof value === 'object' && value !== null),
  }),
  load: async (tx, { editionId, stationId }) => {
    const edition = await findEdition(tx, editionId)
    if (!edition) throw notFound()
    const station = stationId && (await findStation(tx, stationId))
    // A file that names no zone is shown by the clocks of whoever brings it.
    return {
      edition,
      home: (station || edition).zone,
      taken: new Set((await store.list(tx, { editionId })).map(({ slug }) => slug)),
    }
  },
  allow: (actor, _loaded, { stationId }) => mayManageEvent(actor, { stationId }),
  decide: ({ edition, home, taken }, { schedule, stationId }, { at }) => {
    const plan = planImport(schedule)
    if (plan.sessions.length === 0) throw new Refusal('invalid', 'events.format_no_days')
    const place = plan.zone !== null && isZone(plan.zone) ? zone(plan.zone) : home
    const venue: Venue = {
      id: newId<'venue'>(),
      name: text(plan.title, 200),
      address: text('', 10),
      city: text('', 10),
      country: 'ZZ',
      zone: place,
    }
    const rooms: Room[] = plan.rooms.map((name) => ({
      id: newId<'room'>(),
      venueId: venue.id,
      name: text(name, 120),
      capacity: null,
    }))
    let slug = plan.slug.slice(0, 70)
    for (let number = 2; taken.has(slug); number += 1) slug = `${plan.slug.slice(0, 70)}-${number}`
    const event: Event = rules.draft(
      {
        editionId: edition.id,
        stationId,
        festivalId: null,
        hostName: '',
        slug,
        kind: 'forum',
        title: text(plan.title, 200),
        summary: text('', 10),
        body: text('', 10),
        stream: null,
        venueId: venue.id,
        zone: place,
        startsAt: instant(plan.startsAt),
        endsAt: instant(plan.endsAt),
        capacity: null,
        onlineUrl: null,
      },
      null,
      at,
    )
    const roomOf = new Map(plan.rooms.map((name, index) => [name, rooms[index]?.id ?? null]))
    const sessions: Session[] = plan.sessions.map((each) => ({
      id: newId<'session'>(),
      eventId: event.id,
      stationId,
      roomId: roomOf.get(each.room) ?? null,
      kind: each.kind,
      title: text(each.title, 400),
      abstract: text(each.abstract, 5000),
      language: each.language,
      startsAt: instant(each.start),
      endsAt: instant(each.end),
      guid: each.guid,
      speakers: each.speakers.map((name) => ({ name: text(name, 200), role: text('', 10) })),
    }))
    return { event, venue, rooms, sessions, schedule }
  },
  save: async (tx, { event, venue, rooms, sessions, schedule }) => {
    await places.insertVenue(tx, venue)
    for (const room of rooms) await places.insertRoom(tx, room)
    await store.insert(tx, event)
    await store.insertSessions(tx, sessions)
    await store.saveSchedule(tx, event, schedule)
  },
  audit: ({ event }) => ({ type: 'event', id: event.id, stationId: event.stationId }),
})
