import { z } from 'zod'
import { command, job } from '#kernel/command'
import { newId } from '#kernel/ids'
import { shiftDate } from '#kernel/time'
import { EditionId } from '#modules/programme'
import { copied } from './facts.ts'
import * as rules from './rules/clone.ts'
import * as store from './store/event.ts'
import * as places from './store/place.ts'

const pair = z.object({ from: EditionId, to: EditionId, days: z.number().int() })

/** Festivals and the host's and stations' own events, as drafts of the new edition. Asked twice, each is copied once. */
const copyEvents = command({
  name: 'events.copy',
  input: pair,
  load: async (tx, { from, to }) => {
    const events = await store.list(tx, { editionId: from, states: ['released', 'draft'] })
    const present = await store.list(tx, { editionId: to })
    const done = new Set(present.map((event) => event.clonedFrom))
    const own = events.filter((event) => event.proposedBy === null && !done.has(event.id))
    return {
      own,
      taken: new Set(present.map(({ slug }) => slug)),
      sessions: await store.sessionsOf(
        tx,
        own.map(({ id }) => id),
      ),
      festivals: await places.listFestivals(tx, from),
      there: await places.listFestivals(tx, to),
    }
  },
  allow: (actor) => actor.kind === 'system',
  decide: ({ own, taken, sessions, festivals, there }, { to, days }, { at }) => {
    const copies = festivals.map((festival) => {
      const found = there.find(({ slug }) => slug === festival.slug)
      const startsOn = shiftDate(festival.startsOn, { days })
      const endsOn = shiftDate(festival.endsOn, { days })
      return {
        from: festival.id,
        isNew: !found,
        festival: found ?? { ...festival, id: newId<'festival'>(), editionId: to, startsOn, endsOn },
      }
    })
    const festivalIn = (id: (typeof own)[number]['festivalId']) =>
      copies.find((copy) => copy.from === id)?.festival.id ?? null
    const events = own.map((event) => {
      const copy = rules.copyTo(event, to, days, festivalIn(event.festivalId), at)
      const slug = rules.freeSlug(copy.slug, taken)
      taken.add(slug)
      return { ...copy, slug }
    })
    const originals = new Map(own.map((event) => [event.id, event]))
    const copyOf = new Map(events.map((event) => [event.clonedFrom, event]))
    return {
      days,
      festivals: copies.filter(({ isNew }) => isNew).map(({ festival }) => festival),
      events,
      sessions: sessions.flatMap((session) => {
        const from = originals.get(session.eventId)
        const event = copyOf.get(session.eventId)
        return from && event ? [rules.copySession(session, from, event)] : []
      }),
    }
  },
  save: async (tx, { festivals, events, sessions }) => {
    for (const festival of festivals) await places.insertFestival(tx, festival)
    for (const event of events) await store.insert(tx, event)
    await store.insertSessions(tx, sessions)
  },
  announce: ({ events, days }) =>
    events.map((event) => copied({ from: event.clonedFrom ?? '', to: event.id, days })),
})

export const jobs = [
  job({
    name: 'events.clone',
    input: z.object({ fact: z.string(), payload: pair }),
    hears: ['programme.edition_cloned'],
    run: async (use, { payload }) => void (await use.run(copyEvents, payload)),
  }),
]
