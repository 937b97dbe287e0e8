import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Refusal } from '#kernel/errors'
import { instant } from '#kernel/time'
import { calendarOf, uidOf } from '../calendar.ts'
import { aFestival, anEvent } from '../fixtures.ts'
import { jsonLdOf } from '../json-ld.ts'
import { type Event, type EventState, eventStates } from '../model.ts'
import { copyTo } from './clone.ts'
import { cancel, change, decline, moved, moves, proposeAgain, release } from './event.ts'
import { checkCriteria } from './festival.ts'

const at = instant('2019-05-20T09:00:00Z')
const codeOf = (work: () => unknown): string => {
  try {
    work()
    return 'done'
  } catch (error) {
    if (error instanceof Refusal) return error.fields[0]?.code ?? error.code
    throw error
  }
}

test.each(eventStates.flatMap((from) => eventStates.map((to) => ({ from, to }))))(
  '$from → $to',
  ({ from, to }) => {
    const allowed = moves[from].includes(to)
    expect(codeOf(() => moved(anEvent({ state: from }), to))).toBe(allowed ? 'done' : 'events.wrong_state')
  },
)

test('whatever is tried in whatever order, an event only goes where the states lead, and its count never falls', () => {
  const verbs = {
    release: (event: Event) => release(event, at).event,
    cancel: (event: Event) => cancel(event, 'reason', at).event,
    decline: (event: Event) => decline(event, 'reason', at).event,
    propose: (event: Event) => proposeAgain(event, at),
    change: (event: Event) =>
      change(event, { ...event, capacity: (event.capacity ?? 0) + 1 }, null, at).event,
  }
  fc.assert(
    fc.property(
      fc.constantFrom<EventState>('draft', 'proposed'),
      fc.array(fc.constantFrom(...Object.keys(verbs))),
      (first, path) => {
        let event = anEvent({ state: first })
        for (const verb of path) {
          try {
            const next = verbs[verb as keyof typeof verbs](event)
            expect(next.state === event.state || moves[event.state].includes(next.state)).toBe(true)
            expect(next.sequence).toBeGreaterThanOrEqual(event.sequence)
            event = next
          } catch (error) {
            expect(error).toBeInstanceOf(Refusal)
          }
        }
      },
    ),
  )
})

const festival = aFestival()
test.each([
  {
    why: 'the week’s own stream and day',
    startsAt: '2019-06-12T13:00:00Z',
    endsAt: '2019-06-12T17:00:00Z',
    stream: 'ai',
    code: 'done',
  },
  {
    why: 'a stream it does not have',
    startsAt: '2019-06-12T13:00:00Z',
    endsAt: '2019-06-12T17:00:00Z',
    stream: 'food',
    code: 'events.field_stream',
  },
  {
    why: 'the day before, seen from London',
    startsAt: '2019-06-09T22:59:00Z',
    endsAt: '2019-06-10T01:00:00Z',
    stream: 'ai',
    code: 'events.field_outside_festival',
  },
  {
    why: 'midnight in London on the first day',
    startsAt: '2019-06-09T23:00:00Z',
    endsAt: '2019-06-10T01:00:00Z',
    stream: 'ai',
    code: 'done',
  },
  {
    why: 'until midnight of the last day, which does not belong to the next',
    startsAt: '2019-06-14T20:00:00Z',
    endsAt: '2019-06-14T23:00:00Z',
    stream: 'ai',
    code: 'done',
  },
  {
    why: 'past midnight of the last day',
    startsAt: '2019-06-14T20:00:00Z',
    endsAt: '2019-06-14T23:01:00Z',
    stream: 'ai',
    code: 'events.field_outside_festival',
  },
])('a side event is checked against the criteria: $why', ({ startsAt, endsAt, stream, code }) => {
  expect(
    codeOf(() => checkCriteria({ startsAt: instant(startsAt), endsAt: instant(endsAt), stream }, festival)),
  ).toBe(code)
})

test('what is missing stops a release, and a draft changes without a trace', () => {
  expect(codeOf(() => release(anEvent({ state: 'draft', onlineUrl: null }), at))).toBe('events.not_ready')
  const draft = anEvent({ state: 'draft' })
  expect(change(draft, { ...draft, capacity: 9 }, null, at)).toMatchObject({
    log: null,
    event: { sequence: 0 },
  })
})

test('a change of what is public is logged by the fields that changed, a change of nothing is not', () => {
  const event = anEvent()
  expect(change(event, event, null, at).log).toBeNull()
  const later = change(event, { ...event, endsAt: instant('2019-06-12T18:00:00Z') }, null, at)
  expect(later.log).toMatchObject({ kind: 'moved', what: ['endsAt'] })
  expect(later.event.sequence).toBe(1)
})

test('a copy for another edition is a draft with nobody in it, moved by whole days', () => {
  const copy = copyTo(anEvent({ sequence: 4 }), anEvent().editionId, 364, null, at)
  expect(copy).toMatchObject({
    state: 'draft',
    sequence: 0,
    proposedBy: null,
    startsAt: instant('2020-06-10T13:00:00Z'),
  })
})

const options = {
  name: 'x',
  origin: 'https://summit.example.org',
  locale: 'zh' as const,
  venues: new Map(),
  pageOf: () => 'https://summit.example.org/e',
}
const line = (text: string, name: string) =>
  text
    .replace(/\r\n[ \t]/g, '')
    .split('\r\n')
    .find((each) => each.startsWith(`${name}:`))

test('a calendar keeps the UID over every change, counts SEQUENCE up, folds long Chinese lines and says UTC', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 600 }), { maxLength: 8 }),
      fc.string({ unit: 'grapheme', maxLength: 120 }),
      (minutes, title) => {
        let event = anEvent({ title: { en: 'x', zh: `推介会${title}` } })
        const uid = uidOf(event, options.origin)
        for (const more of minutes) {
          const endsAt = instant(new Date(Date.parse(event.startsAt) + more * 60_000).toISOString())
          event = change(event, { ...event, endsAt }, null, at).event
        }
        const text = calendarOf([event], options)
        expect(line(text, 'UID')).toBe(`UID:${uid}`)
        expect(line(text, 'SEQUENCE')).toBe(`SEQUENCE:${event.sequence}`)
        expect(line(text, 'DTSTART')).toBe('DTSTART:20190612T130000Z')
        for (const each of text.split('\r\n'))
          expect(new TextEncoder().encode(each).length).toBeLessThanOrEqual(75)
      },
    ),
  )
  expect(calendarOf([cancel(anEvent(), 'x', at).event], { ...options, method: 'CANCEL' })).toContain(
    'STATUS:CANCELLED',
  )
})

test('structured data gives times with the place’s offset', () => {
  expect(jsonLdOf(anEvent(), undefined, { url: 'https://x', series: 'y', locale: 'en' })).toMatchObject({
    startDate: '2019-06-12T14:00:00+01:00',
    eventAttendanceMode: 'https://schema.org/OnlineEventAttendanceMode',
  })
})
