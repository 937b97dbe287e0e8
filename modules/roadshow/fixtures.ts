import { newId } from '#kernel/ids'
import { instant } from '#kernel/time'
import type { Entry, Roadshow } from './model.ts'

const moment = instant('2019-07-06T05:30:00Z')

export const aRoadshow = (over: Partial<Roadshow> = {}): Roadshow => ({
  id: newId<'roadshow'>(),
  eventId: newId<'event'>(),
  stationId: null,
  roundId: null,
  adjusted: false,
  title: { en: 'Final', zh: '总决赛' },
  startsAt: moment,
  state: 'planned',
  stateAt: moment,
  pitchSeconds: 420,
  questionSeconds: 180,
  audienceVotes: true,
  watch: null,
  entryId: null,
  clock: { segment: 'pitch', endsAt: null, leftMs: 420_000 },
  steps: 0,
  revealed: 0,
  changedAt: moment,
  ...over,
})

export const anEntry = (over: Partial<Entry> = {}): Entry => ({
  id: newId<'roadshow_entry'>(),
  roadshowId: newId<'roadshow'>(),
  projectId: newId<'project'>(),
  title: { en: 'A project', zh: '一个项目' },
  presenter: '',
  position: 1,
  pitchedAt: null,
  ...over,
})

/** So many entries, counted from 1. */
export const entries = (count: number): Entry[] =>
  Array.from({ length: count }, (_none, index) => anEntry({ position: index + 1 }))
