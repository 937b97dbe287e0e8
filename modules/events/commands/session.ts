import { z } from 'zod'
import { command, type Tx } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { newId } from '#kernel/ids'
import { bilingual, line } from '#kernel/text'
import { may } from '../access.ts'
import * as facts from '../facts.ts'
import {
  type Event,
  EventId,
  type Room,
  type RoomId,
  type Session,
  SessionId,
  type Speaker,
} from '../model.ts'
import * as rules from '../rules/event.ts'
import * as store from '../store/event.ts'
import * as places from '../store/place.ts'
import { locked, Moment, subjectOf } from './input.ts'

const sessionFacts = {
  title: bilingual({ max: 200 }),
  abstract: bilingual({ max: 5000, lines: 'many', optional: true }),
  language: z.enum(['en', 'zh', 'en+zh']),
  startsAt: Moment,
  endsAt: Moment,
  speakers: z.array(z.object({ en: line(200, 0), zh: line(200, 0) })).max(50),
  room: line(120, 0),
}

async function load(tx: Tx, eventId: EventId) {
  const event = await locked(tx, eventId)
  return {
    event,
    sessions: await store.sessionsOf(tx, [eventId]),
    rooms: event.venueId ? await places.roomsOf(tx, [event.venueId]) : [],
  }
}

/** The room of that name at the event's venue; a new one when there is none yet. */
function roomNamed(
  name: string,
  event: Event,
  rooms: readonly Room[],
): { id: RoomId | null; room: Room | null } {
  const known = rooms.find((room) => room.name.en === name || room.name.zh === name)
  if (known || name === '' || event.venueId === null) return { id: known?.id ?? null, room: null }
  const room = { id: newId<'room'>(), venueId: event.venueId, name: { en: name, zh: '' }, capacity: null }
  return { id: room.id, room }
}

/** What a speaker is there stays with the name. */
const withRoles = (names: readonly Speaker['name'][], known: readonly Speaker[]): Speaker[] =>
  names.map((name) => ({
    name,
    role: known.find((each) => each.name.en === name.en && each.name.zh === name.zh)?.role ?? {
      en: '',
      zh: '',
    },
  }))

const announce = (change: rules.Changed) => (change.log ? [facts.changed(change)] : [])

export const addSession = command({
  name: 'events.add_session',
  input: z.object({ eventId: EventId, ...sessionFacts }),
  load: (tx, { eventId }) => load(tx, eventId),
  allow: (actor, { event }) => may.manage(actor, event),
  decide: ({ event, rooms }, { room: roomName, speakers, ...input }, { at }) => {
    rules.checkSession(input, event)
    const { id: roomId, room } = roomNamed(roomName, event, rooms)
    const session: Session = {
      ...input,
      id: newId<'session'>(),
      stationId: event.stationId,
      roomId,
      kind: 'talk',
      guid: crypto.randomUUID(),
      speakers: withRoles(speakers, []),
    }
    return { ...rules.programmeChanged(event, at), session, room }
  },
  save: async (tx, change) => {
    if (change.room) await places.insertRoom(tx, change.room)
    await store.insertSessions(tx, [change.session])
    await store.save(tx, change)
  },
  announce,
  audit: subjectOf,
})

export const changeSession = command({
  name: 'events.change_session',
  input: z.object({ eventId: EventId, sessionId: SessionId, ...sessionFacts }),
  load: (tx, { eventId }) => load(tx, eventId),
  allow: (actor, { event }) => may.manage(actor, event),
  decide: ({ event, rooms, sessions }, input, { at }) => {
    const { eventId: _event, sessionId, room: roomName, speakers, ...changed } = input
    const before = sessions.find(({ id }) => id === sessionId)
    if (!before) throw notFound()
    rules.checkSession(changed, event)
    const { id: roomId, room } = roomNamed(roomName, event, rooms)
    const session = { ...before, ...changed, roomId, speakers: withRoles(speakers, before.speakers) }
    const same = JSON.stringify(session) === JSON.stringify(before)
    return { ...(same ? { event, log: null } : rules.programmeChanged(event, at)), session, room }
  },
  save: async (tx, change) => {
    if (change.room) await places.insertRoom(tx, change.room)
    await store.saveSession(tx, change.session)
    await store.save(tx, change)
  },
  announce,
  audit: subjectOf,
})

export const removeSession = command({
  name: 'events.remove_session',
  input: z.object({ eventId: EventId, sessionId: SessionId }),
  load: (tx, { eventId }) => load(tx, eventId),
  allow: (actor, { event }) => may.manage(actor, event),
  decide: ({ event, sessions }, { sessionId }, { at }) => {
    if (!sessions.some(({ id }) => id === sessionId)) throw notFound()
    return { ...rules.programmeChanged(event, at), sessionId }
  },
  save: async (tx, change) => {
    await store.removeSession(tx, change.event.id, change.sessionId)
    await store.save(tx, change)
  },
  announce,
  audit: subjectOf,
})
