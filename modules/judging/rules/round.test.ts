import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newId } from '#kernel/ids'
import { instant, plus, zone } from '#kernel/time'
import type { Judge, RoundState } from '../model.ts'
import { roundStates } from '../model.ts'
import { type JudgeSide, knownBodies, type ProjectSide, plainName, tiesBetween } from './conflicts.ts'
import { readPoints, totalOf } from './points.ts'
import { redactor } from './redact.ts'
import { defaultCriteria, moveRound, mustBeScoring, newRound, nextRoundStates } from './round.ts'
import { canonical, feedbackHash, newSalt, sealOf, sealWith } from './seal.ts'

const at = instant('2019-06-15T09:00:00Z')
const aRound = () =>
  newRound(
    {
      editionId: newId<'edition'>(),
      stationId: null,
      kind: 'screening',
      title: { en: 'Screening', zh: '' },
      zone: zone('Asia/Shanghai'),
    },
    at,
  )

describe('states', () => {
  test('whatever is tried in whatever order, a round only ever goes draft, open, closed, decided', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...roundStates), { maxLength: 12 }), (tries) => {
        let round = aRound()
        const been: RoundState[] = [round.state]
        for (const next of tries) {
          const allowed = nextRoundStates(round.state).includes(next)
          try {
            round = moveRound(round, next, at)
            expect(allowed).toBe(true)
            been.push(round.state)
          } catch (error) {
            expect(allowed).toBe(false)
            expect(error).toMatchObject({ code: `judging.not_when_${round.state}` })
          }
          expect([round.openedAt !== null, round.closedAt !== null, round.decidedAt !== null]).toEqual(
            [1, 2, 3].map((step) => roundStates.indexOf(round.state) >= step),
          )
        }
        expect(been).toEqual(roundStates.slice(0, been.length))
      }),
    )
  })

  test.each<[RoundState, due: string | null, code: string | null]>([
    ['draft', null, 'judging.not_when_draft'],
    ['open', null, null],
    ['open', '2019-06-15T09:00:01Z', null],
    ['open', '2019-06-15T09:00:00Z', 'judging.is_over'],
    ['closed', null, 'judging.not_when_closed'],
    ['decided', null, 'judging.not_when_decided'],
  ])('a %s round due %s takes scores: %s', (state, due, code) => {
    const tried = () => mustBeScoring({ state, dueAt: due === null ? null : instant(due) }, at)
    if (code === null) expect(tried).not.toThrow()
    else expect(tried).toThrow(code)
  })
})

describe('points', () => {
  const scale = { criteria: defaultCriteria, scale: 10 }
  test('are whole, within the scale, and all there; what nobody asked for is dropped', () => {
    const whole = { team: 10, technology: 0, market: 5, finance: 5 }
    expect(readPoints(scale, { ...whole, other: 3 })).toEqual(whole)
    for (const wrong of [-1, 11, 2.5, Number.NaN])
      expect(() => readPoints(scale, { ...whole, team: wrong })).toThrow('kernel.invalid')
    expect(() => readPoints(scale, { team: 1 })).toThrow('kernel.invalid')
  })
  test('weigh what their criterion weighs', () => {
    expect(totalOf(scale, { team: 10, technology: 10, market: 10, finance: 10 })).toBe(100)
    expect(totalOf(scale, { team: 10, technology: 0, market: 0, finance: 0 })).toBe(25)
  })
})

describe('the seal', () => {
  const criteria = [{ key: 'team' }, { key: 'market' }]
  const ids = { roundId: newId<'round'>(), projectId: newId<'project'>(), judgeId: newId<'judge'>() }
  const sealed = fc.record({
    points: fc.record({ team: fc.integer({ min: 0, max: 100 }), market: fc.integer({ min: 0, max: 100 }) }),
    feedback: fc.string(),
  })

  test('is matched by the score it was made of, and by no other', () => {
    fc.assert(
      fc.property(sealed, sealed, (one, other) => {
        const salt = newSalt()
        const hash = sealOf({ ...ids, ...one }, criteria, salt)
        const bytes = canonical({ ...ids, ...one, feedbackHash: feedbackHash(one.feedback) }, criteria)
        expect(sealWith(salt, bytes)).toBe(hash)
        const same = JSON.stringify(one) === JSON.stringify(other)
        expect(sealOf({ ...ids, ...other }, criteria, salt) === hash).toBe(same)
        expect(sealOf({ ...ids, ...one }, criteria, newSalt())).not.toBe(hash)
      }),
    )
  })

  test('is made of the bytes that decision 0013 states', () => {
    const fixed = { roundId: 'r', projectId: 'p', judgeId: 'j' } as unknown as typeof ids
    expect(canonical({ ...fixed, points: { market: 2, team: 1 }, feedbackHash: 'f' }, criteria)).toBe(
      'haigui-score-1\nround r\nproject p\njudge j\npoints team 1\npoints market 2\nfeedback f\n',
    )
    // printf '00000000000000000000000000000000\nx\n' | sha256sum
    expect(sealWith('0'.repeat(32), 'x\n')).toBe(
      '5b76c494df357694758d8abe511d6ed7762409ac9b96eca91881fe48f26f8f7c',
    )
  })
})

describe('ties', () => {
  const person = newId<'person'>()
  const station = newId<'station'>()
  const project = (over: Partial<ProjectSide> = {}): ProjectSide => ({
    projectId: newId<'project'>(),
    stations: [],
    institution: 'Imperial College London',
    ror: null,
    people: [newId<'person'>()],
    emails: ['wei@imperial.ac.uk'],
    affiliations: [],
    funders: [],
    ...over,
  })
  const judge = (over: Partial<JudgeSide> = {}): JudgeSide => ({
    id: newId<'judge'>() as Judge['id'],
    personId: person,
    institution: '',
    ror: null,
    organisation: '',
    stations: [],
    email: 'judge@example.org',
    affiliation: '',
    colleagues: [],
    ties: [],
    ...over,
  })
  const tie = {
    id: newId<'judge_tie'>(),
    personId: person,
    kind: 'funding' as const,
    projectId: null,
    ror: null,
    name: '',
    told: 'x',
  }

  test.each<[why: string, one: JudgeSide, other: ProjectSide, kinds: string[]]>([
    ['nothing in common', judge(), project(), []],
    ['on the team', judge(), project({ people: [person] }), ['self']],
    [
      'the same ROR under other names',
      judge({ ror: 'r1', institution: 'IC' }),
      project({ ror: 'r1' }),
      ['institution'],
    ],
    [
      'two RORs under one name are two places',
      judge({ ror: 'r1', institution: 'UCL' }),
      project({ ror: 'r2', institution: 'UCL' }),
      [],
    ],
    [
      'one name where a ROR is absent',
      judge({ institution: 'The IMPERIAL College, London' }),
      project({ ror: 'r1' }),
      ['institution'],
    ],
    [
      'an organisation of that name',
      judge({ organisation: '大连海创科技有限公司' }),
      project({ affiliations: ['大连海创科技'] }),
      ['organisation'],
    ],
    ['an address of one house', judge({ email: 'a@imperial.ac.uk' }), project(), ['organisation']],
    ['a mailbox that anybody has', judge({ email: 'a@gmail.com' }), project({ emails: ['b@gmail.com'] }), []],
    ['brought by one station', judge({ stations: [station] }), project({ stations: [station] }), ['station']],
    [
      'introduced by a station through which the project did not come',
      judge({ stations: [newId<'station'>(), station] }),
      project({ stations: [newId<'station'>(), station] }),
      ['station'],
    ],
    ['two stations', judge({ stations: [newId<'station'>()] }), project({ stations: [station] }), []],
    [
      'sat on a panel together',
      judge({ colleagues: [person] }),
      project({ people: [person], institution: '' }),
      ['self', 'panel'],
    ],
    [
      'funding of this institution, by name',
      judge({ ties: [{ ...tie, name: 'imperial college london' }] }),
      project(),
      ['funding'],
    ],
    [
      'from a body that funded the team before',
      judge({ organisation: 'Harbour Ventures Ltd' }),
      project({ funders: ['HARBOUR VENTURES'] }),
      ['funding'],
    ],
    [
      'from another body than the one that did',
      judge({ organisation: 'Harbour Bank' }),
      project({ funders: ['Harbour Ventures'] }),
      [],
    ],
    [
      'the same ROR id, once as its address',
      judge({ ror: 'https://ror.org/02jx3x895', institution: 'IC' }),
      project({ ror: '02jx3x895' }),
      ['institution'],
    ],
    [
      'one body in the other language',
      judge({ organisation: 'Dalian University of Technology' }),
      project({ institution: '大连理工大学' }),
      ['organisation'],
    ],
    [
      'a ROR id against the name of the same body',
      judge({ ror: 'https://ror.org/023hj5876' }),
      project({ institution: '大连理工大学' }),
      ['institution'],
    ],
    [
      'a funder in the other language',
      judge({ organisation: '大连理工大学' }),
      project({ funders: ['Dalian University of Technology'] }),
      ['funding'],
    ],
    ['funding of another', judge({ ties: [{ ...tie, ror: 'r9' }] }), project({ ror: 'r1' }), []],
    [
      'empty names are not the same',
      judge({ institution: '', organisation: '' }),
      project({ institution: '' }),
      [],
    ],
  ])('%s', (_why, one, other, kinds) => {
    const dut = {
      names: ['Dalian University of Technology', '大连理工大学'],
      ror: 'https://ror.org/023hj5876',
    }
    expect(tiesBetween(one, other, knownBodies([dut])).map(({ kind }) => kind)).toEqual(kinds)
  })

  test('names are the same without width, case, marks and legal forms', () => {
    expect(plainName('  ＡＢＣ Ltd. ')).toBe('abc')
    expect(plainName('École Normale')).toBe('ecole normale')
  })
})

describe('redaction', () => {
  const redact = redactor(['Zhang Xiuying (张秀英)', 'Li Na'])
  test.each<[string, string]>([
    ['Dr Xiuying Zhang leads it', 'Dr █████ leads it'],
    ['x. zhang, ZHANG', '█████, █████'],
    ['由张秀英博士', '由█████博士'],
    ['秀英的专利', '█████的专利'],
    ['deck_zhang-xiuying_v2.pdf', 'deck_zhang-xiuying_v2.pdf'.replace('zhang-xiuying', '█████')],
    ['ZhangXiuying.pdf', '█████.pdf'],
    ['a reliable alliance', 'a reliable alliance'],
    ['Li Na and Na Li', '█████ and █████'],
  ])('%s', (text, without) => {
    expect(redact(text)).toBe(without)
  })
  test('a name that is a word, too, is one where it stands as a name', () => {
    const taken = redactor(['Long An', 'Sun Lin'])
    expect(taken('A long life in the sun, says Long; later An Long agrees')).toBe(
      'A long life in the sun, says █████; later █████ agrees',
    )
    expect(taken('deck-long.pdf', 'file')).toBe('deck-█████.pdf')
  })
  test.each<[string, string, string]>([
    ['The University of Leeds', 'the city; University of Leeds; at Leeds', 'the city; █████; at █████'],
    ['Dalian University of Technology', 'a DUT student of technology', 'a █████ student of technology'],
    ['大连理工大学', '大连理工大学的团队，大连理工；大连', '█████的团队，█████；大连'],
  ])('of the body %s nothing tells but what is anybody’s', (body, text, without) => {
    expect(redactor([], [body])(text)).toBe(without)
  })
  test.each<[string, string]>([
    ['write to w.l@leeds.ac.uk.', 'write to █████.'],
    ['see https://lab.example/li and www.li.example', 'see █████ and █████'],
    ['on lab.leeds.ac.uk/team, v2.1 of 3.5 kg', 'on █████, v2.1 of 3.5 kg'],
    ['ORCID 0000-0002-1825-0097, doi 10.1000/182', 'ORCID █████, doi █████'],
    ['+44 7700 900123 或 13812345678，微信：weili2000', '█████ 或 █████，微信：█████'],
    ['WeChat payments for 120000000 people', 'WeChat payments for 120000000 people'],
  ])('where somebody is found is taken out: %s', (text, without) => {
    expect(redactor([])(text)).toBe(without)
  })
  test('a family name of two characters, and what is written in Han characters in Latin ones', () => {
    const taken = redactor(['欧阳娜娜'])
    expect(taken('娜娜的传感器，Ouyang Nana, Nana Ouyang')).toBe('█████的传感器，█████, █████')
  })
  test('names nobody where nobody is named', () => {
    expect(redactor([])('Zhang')).toBe('Zhang')
  })
})

test('the due moment is half-open', () => {
  expect(() => mustBeScoring({ state: 'open', dueAt: plus(at, { days: 1 }) }, at)).not.toThrow()
})
