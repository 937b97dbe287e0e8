import { expect, test } from 'vitest'
import type { Phase } from '../model.ts'
import { doingIn } from './rules.ts'

test.each<[Phase | null, number, string, string]>([
  [null, 0, 'soon', 'before the first phase'],
  ['wish', 0, 'wish', 'a phase is what it is'],
  ['draft', 0, 'draft', 'the timetable is being made'],
  ['draft', 2, 'draft_out', 'one is out while the draft goes on'],
  ['live', 2, 'live', 'the timetable stands'],
  ['live', 0, 'live_none', 'the day came without one'],
  ['done', 0, 'done', 'over is over'],
])('%s after %i releases is told as %s (%s)', (phase, release, doing) =>
  expect(doingIn(phase, { release })).toBe(doing),
)
