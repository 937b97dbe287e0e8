import { describe, expect, test } from 'vitest'
import { compileWords } from '#kernel/i18n'
import { newId } from '#kernel/ids'
import { instant } from '#kernel/time'
import { catalogues } from '../../../locales/index.ts'
import type { Reason } from '../../../solver/timetable/problem.ts'
import { aParty, aWish } from '../fixtures.ts'
import type { Meeting } from '../model.ts'
import type { Found } from '../runs/model.ts'
import { whyNot } from './rules.ts'
import { whyText } from './words.ts'

const [me, other, third] = [aParty(), aParty({ headline: 'Battery maker', offers: '', seeks: '' }), aParty()]
const reason = (code: string, about = me): Reason => ({
  code,
  with: { person: about === me ? 0 : 1, slot: 0 },
})
const found = (reasons: readonly Reason[], over: Partial<Found> = {}): Found => ({
  status: 'feasible',
  worth: null,
  bound: null,
  because: [],
  wishes: 2,
  unplaced: reasons.length > 0 ? [{ a: other.id, b: me.id, must: false, reasons }] : [],
  withoutTable: [],
  parties: [me.id, other.id],
  slots: [],
  tables: [],
  ...over,
})

const startedAt = instant('2019-06-08T08:00:00Z')
const run = (answer: Found | null) => ({ answer, startedAt })
const wished = (changedAt = '2019-06-01T08:00:00Z') => ({ to: other.id, changedAt: instant(changedAt) })

describe('why a wish has no meeting, as far as its own side may know', () => {
  test.each([
    ['no run yet', null, 'unknown'],
    ['not among what the run looked at: perhaps they said no, so nothing is said', found([]), 'not_fitted'],
    ['never free together', found([reason('left.apart')]), 'apart'],
    ['the tables were full', found([reason('left.tables')]), 'tables'],
    ['I sit elsewhere', found([reason('left.busy')]), 'own_full'],
    ['they do: whom they meet instead is theirs', found([reason('left.busy', other)]), 'not_fitted'],
    ['I have as many as I may', found([reason('move.most')]), 'own_most'],
    ['they have: how wanted they are is theirs', found([reason('move.most', other)]), 'not_fitted'],
    ['both: what is about me is said', found([reason('left.busy', other), reason('move.most')]), 'own_most'],
    ['a reason that has no word yet', found([reason('left.something_new')]), 'not_fitted'],
    ['no table speaks their languages', found([], { withoutTable: [{ a: me.id, b: other.id }] }), 'language'],
    [
      'another pair’s reasons are not ours',
      found([], { unplaced: [{ a: me.id, b: third.id, must: true, reasons: [reason('left.apart')] }] }),
      'not_fitted',
    ],
  ] as const)('%s', (_why, answer, expected) => expect(whyNot(me.id, wished(), run(answer))).toBe(expected))

  test.each([
    ['a moment before the run began', '2019-06-08T07:59:59.999Z', 'apart'],
    ['when it had begun: that the run knew of the two is the other’s doing', '2019-06-08T08:00:00Z', 'later'],
  ] as const)('wished %s', (_when, at, expected) =>
    expect(whyNot(me.id, wished(at), run(found([reason('left.apart')])))).toBe(expected),
  )
  test('a timetable by hand has no run to be later than', () =>
    expect(whyNot(me.id, wished('2019-06-30T08:00:00Z'), undefined)).toBe('unknown'))

  const ended = (state: Meeting['state'], changedAt = '2019-06-10T08:00:00Z', with_ = other) => ({
    a: with_.id,
    b: me.id,
    state,
    changedAt: instant(changedAt),
  })
  test.each([
    ['called off', [ended('cancelled')], 'cancelled'],
    ['declined', [ended('declined')], 'declined'],
    ['not answered in time', [ended('expired')], 'expired'],
    [
      'the last of several counts',
      [ended('expired'), ended('cancelled', '2019-06-11T08:00:00Z')],
      'cancelled',
    ],
    ['somebody else’s end is not ours', [ended('cancelled', undefined, third)], 'apart'],
  ] as const)('once there was a meeting: %s', (_why, meetings, expected) =>
    expect(whyNot(me.id, wished(), run(found([reason('left.apart')])), meetings)).toBe(expected),
  )
})

describe('why two meet, in words for one of them', () => {
  const say = compileWords(catalogues).say('en')
  const meeting = (over: Partial<Meeting>): Meeting => ({
    id: newId<'meeting'>(),
    brokerageId: me.brokerageId,
    stationId: null,
    a: me.id,
    b: other.id,
    slotId: newId<'meeting_slot'>(),
    tableId: newId<'meeting_table'>(),
    startsAt: instant('2019-06-12T13:00:00Z'),
    endsAt: instant('2019-06-12T13:20:00Z'),
    state: 'booked',
    origin: 'market',
    proposedBy: me.id,
    endedBy: null,
    holdUntil: null,
    message: '',
    sequence: 0,
    pinned: false,
    changedAt: instant('2019-06-10T08:00:00Z'),
    reason: null,
    ...over,
  })
  const text = (over: Partial<Meeting>, more: { wish?: ReturnType<typeof aWish>; noteToMe?: string } = {}) =>
    whyText(say, {
      meeting: meeting(over),
      table: undefined,
      other: { ...other, lanes: [] },
      otherName: undefined,
      wish: more.wish,
      noteToMe: more.noteToMe ?? '',
      said: [],
      step: undefined,
    }).split('\n')
  test.each([
    ['I asked and they have not answered', { state: 'proposed' }, 'You proposed it.'],
    ['they asked', { state: 'proposed', proposedBy: other.id }, 'They proposed it.'],
    ['they said no', { state: 'declined' }, 'You proposed it.'],
    ['both said yes', { state: 'booked' }, 'Agreed between you.'],
    [
      'a freed slot that waits for us',
      { origin: 'offer', state: 'proposed' },
      'A slot became free, and it is held for you two.',
    ],
    ['a freed slot that we took', { origin: 'offer' }, 'A slot became free, and you both took it.'],
    [
      'the optimiser’s idea',
      { origin: 'plan' },
      'The timetable brought you together: you fit each other’s search.',
    ],
  ] as const)('%s', (_why, over, first) => expect(text(over)).toEqual([first, 'Battery maker']))
  test('what I wished stands before how it came about', () =>
    expect(text({}, { wish: aWish(me, other, 'must') })[0]).toBe('You wished for this meeting: must.'))
  test('a no of mine is not a reason to meet', () =>
    expect(text({ origin: 'plan' }, { wish: aWish(me, other, 'no') })[0]).toContain('The timetable'))
  test('what they wrote to me comes next', () =>
    expect(text({}, { noteToMe: 'Bring the data sheet' })[1]).toContain('Bring the data sheet'))
})
