import { describe, expect, test } from 'vitest'
import { newId } from '#kernel/ids'
import { plainDate } from '#kernel/time'
import { refused } from '../../../tools/test/refused.ts'
import { aLine, known, knownOutcome } from '../fixtures.ts'
import type { Row } from '../model.ts'
import { decide, matchOutcome, matchPerson, name, nameKeys, readLines, scriptsOf } from './index.ts'

describe('a line of people', () => {
  const wenbo = known({
    han: '李文博',
    latin: 'Wenbo Li',
    email: 'wenbo.li@ucl.example',
    organisation: 'UCL',
  })
  test.each([
    {
      why: 'the same address',
      line: { latin: 'W. Lee', email: 'wenbo.li@ucl.example' },
      is: 'certain',
      because: ['email'],
    },
    {
      why: 'both scripts at the same place',
      line: { han: '李文博', latin: 'Li Wenbo', organisation: 'ucl' },
      is: 'certain',
      because: ['han', 'latin', 'organisation'],
    },
    { why: 'characters alone', line: { han: '李文博' }, is: 'probable', because: ['han'] },
    { why: 'Western order', line: { latin: 'Wenbo LI' }, is: 'probable', because: ['latin'] },
    { why: 'family name first', line: { latin: 'LI Wen-bo' }, is: 'probable', because: ['latin'] },
    {
      why: 'an old mail with the same name before the @',
      line: { latin: 'Wenbo Li', email: 'wenbo_li@old.example' },
      is: 'probable',
      because: ['latin', 'mailbox'],
    },
    {
      why: 'the name at the same place',
      line: { latin: 'Wenbo Li', organisation: 'UCL' },
      is: 'probable',
      because: ['latin', 'organisation'],
    },
    {
      why: 'other characters that sound alike',
      line: { han: '黎文波', latin: 'Wenbo Li' },
      is: 'unlinked',
      because: [],
    },
    { why: 'another name', line: { latin: 'Weibo Li' }, is: 'unlinked', because: [] },
  ])('with $why is $is', ({ line, is, because }) => {
    const match = matchPerson(aLine(line), [wenbo])
    expect(match.certainty).toBe(is)
    expect(match.reasons).toEqual(because)
  })

  test('in pinyin meets somebody known only in characters', () => {
    const match = matchPerson(aLine({ latin: 'Ouyang Nana' }), [known({ han: '欧阳娜娜', latin: '' })])
    expect(match).toMatchObject({ certainty: 'probable', reasons: ['pinyin'] })
  })

  test('that fits two people alike is never certain', () => {
    const one = known({ han: '王伟', latin: 'Wei Wang', organisation: 'THU' })
    const other = known({ han: '王伟', latin: 'Wei Wang', organisation: 'THU' })
    const match = matchPerson(aLine({ han: '王伟', latin: 'Wei Wang', organisation: 'THU' }), [one, other])
    expect(match.certainty).toBe('probable')
    expect(match.reasons).toContain('several')
  })
})

test.each([
  { name: '王伟 (Wei Wang)', han: '王伟', latin: 'Wei Wang' },
  { name: 'Li Wenbo 李文博', han: '李文博', latin: 'Li Wenbo' },
  { name: 'Aoife O’Malley', han: '', latin: 'Aoife O’Malley' },
  { name: '阿卜杜拉·买买提', han: '阿卜杜拉·买买提', latin: '' },
])('the scripts of $name', ({ name, ...is }) => {
  expect(scriptsOf(name)).toEqual(is)
})

test('every order of a name has a key in common with every other', () => {
  const sets = [
    nameKeys({ han: '李文博', latin: '' }),
    nameKeys({ han: '', latin: 'Wenbo Li' }),
    nameKeys({ han: '', latin: 'LI Wenbo' }),
    nameKeys({ han: '', latin: 'Li Wen Bo' }),
  ]
  for (const one of sets)
    for (const other of sets)
      expect(
        one.some((key) => other.includes(key)),
        `${one} / ${other}`,
      ).toBe(true)
})

describe('a line of outcomes', () => {
  const company = knownOutcome({
    type: 'company',
    organisation: 'Bohai Robotics',
    registryNumber: '9121-0231',
  })
  const contract = knownOutcome({
    type: 'contract',
    organisation: 'Xinghai Photonics',
    happenedOn: '2008-06-28',
    amount: { minor: 5_000_000, currency: 'CNY' },
  })
  test.each([
    {
      why: 'the same register number',
      line: { type: 'company', organisation: 'BOHAI', registryNumber: '91210231' },
      is: 'certain',
    },
    {
      why: 'the same day and amount',
      line: {
        type: 'contract',
        organisation: 'Xinghai Photonics',
        happenedOn: plainDate('2008-06-28'),
        amount: { minor: 5_000_000, currency: 'CNY' },
      },
      is: 'certain',
    },
    {
      why: 'the same year only',
      line: { type: 'contract', organisation: 'xinghai photonics', happenedOn: plainDate('2008-07-02') },
      is: 'probable',
    },
    {
      why: 'another year',
      line: { type: 'contract', organisation: 'Xinghai Photonics', happenedOn: plainDate('2009-07-02') },
      is: 'unlinked',
    },
    {
      why: 'another type',
      line: { type: 'post', organisation: 'Bohai Robotics', registryNumber: '91210231' },
      is: 'unlinked',
    },
  ])('with $why is $is', ({ line, is }) => {
    expect(matchOutcome(aLine(line), [company, contract]).certainty).toBe(is)
  })
})

test('a decision moves the upper end, and taking it back puts it where it was', () => {
  const match = {
    matchKind: 'person',
    matchId: newId<'person'>(),
    certainty: 'probable',
    found: 'probable',
  } as const
  const id = newId<'legacy_row'>()
  const row: Row = {
    ...aLine({ latin: 'Wenbo Li' }),
    ...{ id, batchId: newId<'legacy_batch'>(), stationId: null, kind: 'people', nameKeys: [], reasons: [] },
    ...match,
    ...{ low: match.matchId, high: id, decided: 'machine' },
  }
  const confirmed = decide(row, 'confirm', match.matchId)
  expect(confirmed).toMatchObject({ certainty: 'certain', low: match.matchId, high: match.matchId })
  const rejected = decide(confirmed, 'reject', match.matchId)
  expect(rejected).toMatchObject({ certainty: 'unlinked', low: id, high: id })
  expect(decide(rejected, 'undo', match.matchId)).toEqual(row)
  const who = newId<'person'>()
  const named = name(row, who)
  expect(named).toMatchObject({
    certainty: 'certain',
    decided: 'named',
    low: who,
    high: who,
    found: row.found,
  })
  expect(decide(named, 'undo', match.matchId)).toEqual(row)
  expect(decide(named, 'reject', match.matchId)).toEqual(rejected)
  expect(decide(named, 'confirm', match.matchId)).toEqual(confirmed)
})

test('a line for which nothing was found can be given to somebody, and stands for itself again', () => {
  const [id, who] = [newId<'legacy_row'>(), newId<'person'>()]
  const row: Row = {
    ...aLine({ latin: 'Wenbo Li' }),
    ...{ id, batchId: newId<'legacy_batch'>(), stationId: null, kind: 'people', nameKeys: [], reasons: [] },
    ...{ certainty: 'unlinked', found: 'unlinked', matchKind: null, matchId: null },
    ...{ low: id, high: id, decided: 'machine' },
  }
  const named = name(row, who)
  expect(named).toMatchObject({ certainty: 'certain', low: who, high: who })
  expect(decide(named, 'undo', null)).toEqual(row)
  expect(decide(named, 'reject', null)).toEqual({ ...row, decided: 'rejected' })
  expect(decide(named, 'confirm', null)).toEqual(named)
  expect(refused(() => name(named, who))).toBe('backfill.field_named')
  expect(refused(() => name({ ...row, kind: 'outcomes' }, who))).toBe('backfill.not_people')
})

test('a sheet is read by the names of its columns, and what cannot be read is told by its line', () => {
  const edition = newId<'edition'>()
  const { lines, skipped } = readLines(
    'people',
    {
      head: ['年份', '姓名', '邮箱', '国家', '备注'],
      rows: [
        { line: 2, cells: ['2005', '李文博 (Wenbo Li)', 'Wenbo@Old.example', '英国', 'private note'] },
        { line: 3, cells: ['1999', '王伟', '', '', ''] },
        { line: 4, cells: ['2005', '', '', '', ''] },
      ],
    },
    new Map([[2005, edition]]),
    null,
  )
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatchObject({
    editionId: edition,
    han: '李文博',
    latin: 'Wenbo Li',
    email: 'wenbo@old.example',
    country: 'GB',
  })
  expect(JSON.stringify(lines)).not.toContain('private note')
  expect(skipped).toEqual([
    { line: 3, why: 'edition' },
    { line: 4, why: 'name' },
  ])
})
