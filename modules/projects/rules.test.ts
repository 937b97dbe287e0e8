import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { system } from '#kernel/access'
import { instant } from '#kernel/time'
import { aCall, aFile, aMember, aProject, at } from './fixtures.ts'
import { beginsAsFilm, choiceOf } from './intake/islands/choice.ts'
import { projectStates } from './model.ts'
import {
  completeness,
  missing,
  move,
  mustBeNew,
  mustBeOpen,
  mustHaveRoom,
  nextStates,
  rewrite,
  staffSteps,
  tombstone,
  wasOnShow,
} from './rules.ts'
import { CallFacts, IpFacts } from './wire.ts'

const staff = system('test')

describe('a call takes projects', () => {
  test.each([
    ['while it is open', {}, null],
    ['from its first moment', { opensAt: at }, null],
    ['not before it', { opensAt: instant('2019-05-01T09:00:01Z') }, 'projects.call_not_open'],
    ['not at its last moment', { closesAt: at }, 'projects.call_is_closed'],
    ['not as a draft', { state: 'draft' as const }, 'projects.call_not_open'],
    ['not once it was closed', { state: 'closed' as const }, 'projects.call_is_closed'],
  ])('%s', (_why, over, code) => {
    const ask = () => mustBeOpen(aCall(over), at)
    if (code === null) expect(ask).not.toThrow()
    else expect(ask).toThrow(code)
  })
})

describe('a step', () => {
  test('is exactly one that is drawn', () => {
    for (const was of projectStates)
      for (const becomes of projectStates) {
        const step = () => move(aProject({ state: was, submittedAt: at }), becomes, 'because', staff, at)
        if (nextStates(was).includes(becomes)) expect(step().project.state).toBe(becomes)
        else expect(step).toThrow(was === 'withdrawn' ? 'projects.is_withdrawn' : 'projects.no_such_step')
      }
  })
  test('of staff has its reason', () => {
    for (const was of projectStates)
      for (const becomes of staffSteps(was))
        expect(() => move(aProject({ state: was }), becomes, '  ', staff, at)).toThrow(
          'projects.needs_reason',
        )
  })
  test('of staff puts straight on show only what was there before, and asks back what is there', () => {
    expect(staffSteps('submitted')).not.toContain('shown')
    expect(staffSteps('submitted', wasOnShow([{ became: 'shown' }, { became: 'draft' }]))).toContain('shown')
    expect(wasOnShow([{ became: 'submitted' }, { became: 'in_contest' }])).toBe(false)
    expect(wasOnShow([{ became: 'shown' }, { became: 'declined' }, { became: 'checked' }])).toBe(false)
    expect(projectStates.filter((state) => staffSteps(state, true).includes('draft'))).toEqual([
      'submitted',
      'checked',
      'shown',
    ])
  })
  test('is written down with what it was, what it became, when and why', () => {
    const { change } = move(aProject({ state: 'submitted' }), 'checked', ' complete ', staff, at)
    expect(change).toMatchObject({
      was: 'submitted',
      became: 'checked',
      at,
      reason: 'complete',
      byKind: 'system',
    })
  })
  test('never leads out of withdrawn, whatever is tried', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...projectStates), { maxLength: 20 }), (wanted) => {
        let project = aProject()
        let gone = false
        for (const becomes of wanted) {
          try {
            project = move(project, becomes, 'because', staff, at).project
            expect(gone).toBe(false)
            gone = project.state === 'withdrawn'
          } catch {
            expect(project.state).toBe(gone ? 'withdrawn' : project.state)
          }
        }
      }),
    )
  })
})

test('what is left of a withdrawn project is its dates, and no word of it', () => {
  const left = tombstone(
    move(aProject({ state: 'shown', submittedAt: at }), 'withdrawn', 'private', staff, at),
  )
  const words = JSON.stringify(left)
  for (const word of ['Quantum', '量子', 'Imperial', 'private', 'entrant"', 'gravity'])
    expect(words).not.toContain(word)
  expect(left.project).toMatchObject({
    ...{ state: 'withdrawn', field: 'electronic_information', submittedAt: at },
    ...{ maturity: null, country: null },
  })
})

describe('before it is sent in', () => {
  const whole = [aFile()]
  test('nothing is missing from a whole one', () => expect(missing(aProject(), whole)).toEqual([]))
  test.each([
    ['title', { title: { en: '', zh: '' } }],
    ['summary', { summary: { en: '', zh: '' } }],
    ['field', { field: null }],
    ['maturity', { maturity: null }],
    ['country', { country: null }],
    ['seeking', { seeking: [] }],
    ['ip', { ip: null }],
  ])('%s is asked for', (path, over) => {
    expect(missing(aProject(over), whole).map((problem) => problem.path)).toEqual([path])
  })
  test('a deck is asked for, and a picture is none', () => {
    expect(missing(aProject(), [aFile({ kind: 'image' })])).toEqual([
      { path: 'deck', code: 'projects.deck_missing' },
    ])
  })
})

test('completeness goes from nothing to a hundred', () => {
  const none = { en: '', zh: '' }
  const empty = aProject({
    title: none,
    summary: none,
    field: null,
    maturity: null,
    country: null,
    seeking: [],
    financing: null,
    institution: '',
    ip: null,
  })
  expect(completeness(empty, [])).toBe(8) // asks for no capital, so no amount is missing
  const full = aProject({ body: { en: 'x', zh: '' } })
  expect(completeness(full, [aFile(), aFile({ kind: 'image' })])).toBe(100)
})

describe('the passport', () => {
  test.each(projectStates)('%s', (state) => {
    const write = () => rewrite(aProject({ state }), { institution: 'UCL' }, 1, at)
    if (state === 'draft' || state === 'shortlisted')
      expect(write()).toMatchObject({ institution: 'UCL', version: 2 })
    else expect(write).toThrow('projects.not_in_this_state')
  })
  test('a colleague’s change is not overwritten', () => {
    expect(() => rewrite(aProject({ version: 3 }), {}, 2, at)).toThrow('projects.changed_meanwhile')
  })
})

test('one deck, and nobody twice on a team in whatever case', () => {
  expect(() => mustHaveRoom('deck', [aFile()])).toThrow('projects.too_many_files')
  expect(() => mustHaveRoom('image', [aFile()])).not.toThrow()
  expect(() => mustBeNew('WEI@example.org', [aMember()])).toThrow('projects.already_member')
})

describe('a form that comes back names everything that is missing', () => {
  const named = (schema: z.ZodType, facts: unknown) =>
    schema.safeParse(facts).error?.issues.map(({ path }) => String(path[0]))
  test('what the project rests on', () => {
    const facts = { owner: '', licence: '', priorObligations: '', sworn: false }
    expect(named(IpFacts, facts)).toEqual(['owner', 'licence', 'priorObligations', 'sworn'])
    expect(named(IpFacts, { owner: 'I', licence: 'none', priorObligations: 'none', sworn: true })).toBe(
      undefined,
    )
  })
  test('a call', () => {
    const none = { en: '', zh: '' }
    const facts = {
      stationId: null,
      slug: '',
      title: none,
      about: none,
      zone: 'Europe/London',
      state: 'draft',
    }
    const missing = { ...facts, opensAt: null, closesAt: null, onePerEntrant: true }
    expect(new Set(named(CallFacts, missing))).toEqual(new Set(['slug', 'title', 'opensAt', 'closesAt']))
  })
})

describe('a film that goes on after the page was closed', () => {
  const going = { to: '/uploads/1', name: 'film.mp4', bytes: 900 }
  test.each([
    ['nothing is under way', null, { name: 'film.mp4', size: 900 }, null, 'begins'],
    ['the same file', going, { name: 'film.mp4', size: 900 }, null, 'goes_on'],
    ['another file', going, { name: 'holiday.mp4', size: 900 }, null, 'ask'],
    ['another cut of the same name', going, { name: 'film.mp4', size: 901 }, null, 'ask'],
    [
      'another file, asked for again',
      going,
      { name: 'new.mp4', size: 7 },
      { name: 'new.mp4', size: 7 },
      'begins',
    ],
    ['a third one after that', going, { name: 'last.mp4', size: 7 }, { name: 'new.mp4', size: 7 }, 'ask'],
  ] as const)('%s', (_what, under, chosen, before, becomes) => {
    expect(choiceOf(under, chosen, before)).toBe(becomes)
  })
  test.each([
    ['MP4', [0, 0, 0, 24, 0x66, 0x74, 0x79, 0x70], true],
    ['WebM', [0x1a, 0x45, 0xdf, 0xa3], true],
    ['a page', [0x3c, 0x68, 0x74, 0x6d, 0x6c, 0x3e], false],
    ['nothing', [], false],
  ])('%s', (_what, bytes, isFilm) => {
    expect(beginsAsFilm(Uint8Array.from(bytes))).toBe(isFilm)
  })
})
