import { newId } from '#kernel/ids'
import { instant, plainDate, zone } from '#kernel/time'
import type { Event, Festival } from './model.ts'

const london = zone('Europe/London')

/** A released promotion meeting in London; say only what matters. */
export const anEvent = (facts: Partial<Event> = {}): Event => ({
  id: newId<'event'>(),
  editionId: newId<'edition'>(),
  stationId: null,
  festivalId: null,
  hostName: 'London station',
  proposedBy: null,
  slug: `event-${crypto.randomUUID().slice(0, 8)}`,
  kind: 'promotion',
  title: { en: 'Promotion meeting', zh: '推介会' },
  summary: { en: 'Meet the programme.', zh: '了解项目。' },
  body: { en: '', zh: '' },
  stream: null,
  venueId: null,
  zone: london,
  startsAt: instant('2019-06-12T13:00:00Z'),
  endsAt: instant('2019-06-12T17:00:00Z'),
  capacity: null,
  onlineUrl: 'https://meet.example.org/london',
  state: 'released',
  reviewReason: null,
  sequence: 0,
  guid: crypto.randomUUID(),
  clonedFrom: null,
  releasedAt: instant('2019-05-01T09:00:00Z'),
  changedAt: instant('2019-05-01T09:00:00Z'),
  madeUp: true,
  ...facts,
})

export const aFestival = (facts: Partial<Festival> = {}): Festival => ({
  id: newId<'festival'>(),
  editionId: newId<'edition'>(),
  slug: 'tech-week',
  name: { en: 'Tech Week', zh: '科技周' },
  area: { en: 'London', zh: '伦敦' },
  zone: london,
  startsOn: plainDate('2019-06-10'),
  endsOn: plainDate('2019-06-14'),
  streams: [{ key: 'ai', name: { en: 'AI', zh: '人工智能' } }],
  criteria: { en: 'In London, in the week.', zh: '在伦敦，周内举行。' },
  ...facts,
})
