import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newId } from '#kernel/ids'
import { instant, plainDate } from '#kernel/time'
import type { Introduction, IntroductionKind, IntroductionState } from './model.ts'
import { decide, record, signOf } from './rules.ts'

const at = { moment: instant('2019-06-12T12:00:00Z'), today: plainDate('2019-06-12') }
const by = newId<'person'>()
const creditId = newId<'introduction'>()
const input = {
  editionId: newId<'edition'>(),
  stationId: newId<'station'>(),
  kind: 'person' as const,
  name: 'Li Ming 李明',
  metOn: plainDate('2019-06-10'),
  need: 'A laboratory for two years',
}
const made = (over: Partial<Introduction> = {}): Introduction => ({
  ...record(input, [], { by, personId: null }, at),
  ...over,
})

describe('the same is known again', () => {
  test.each<[IntroductionKind, string, string, string]>([
    ['person', ' Li.Ming@Example.ORG ', 'li.ming@example.org', 'an address in another case'],
    ['project', 'founder@x.example', 'founder@x.example', 'by its founder'],
    ['enterprise', 'https://www.Acme.co.uk/about?x=1', 'acme.co.uk', 'by its domain'],
    ['enterprise', 'acme.co.uk', 'acme.co.uk', 'however it is written'],
    ['enterprise', '海创.中国', '海创.中国', 'a domain in Chinese'],
    [
      'enterprise',
      '91 2102-3166 1140 1234',
      '91210231661140 1234'.replace(' ', ''),
      'a register number with gaps',
    ],
  ])('%s %j → %j (%s)', (kind, contact, sign) => expect(signOf(kind, contact)).toBe(sign))

  test.each<[IntroductionKind, string, string]>([
    ['person', 'Li Ming', 'a name is no address'],
    ['person', 'a@b', 'no domain'],
    ['project', 'https://x.example', 'a project is known by its founder'],
    ['enterprise', 'Acme', 'a name is no number'],
    ['enterprise', '12', 'too short'],
    ['enterprise', '', 'nothing'],
  ])('%s %j is refused (%s)', (kind, contact) =>
    expect(() => signOf(kind, contact)).toThrow(
      expect.objectContaining({
        fields: [expect.objectContaining({ path: 'contact', code: `introductions.field_contact_${kind}` })],
      }),
    ),
  )
})

describe('written down', () => {
  test.each<[string, Parameters<typeof record>[1], IntroductionState, number]>([
    ['nobody brought it', [], 'held', 100],
    ['another station’s holds', [{ own: false, held: true, creditId }], 'under_review', 0],
    ['another waits, and none holds any more', [{ own: false, held: false, creditId }], 'held', 100],
  ])('%s', (_why, standing, state, share) => {
    expect(record(input, standing, { by, personId: null }, at)).toMatchObject({
      state,
      share,
      heldUntil: '2020-06-12',
    })
  })

  test.each<[string, Partial<typeof input>, Parameters<typeof record>[1], string]>([
    ['tomorrow', { metOn: plainDate('2019-06-13') }, [], 'metOn introductions.field_met_later'],
    [
      'half a year and a day ago',
      { metOn: plainDate('2018-12-11') },
      [],
      'metOn introductions.field_met_long_ago',
    ],
    ['its own again', {}, [{ own: true, held: true, creditId }], 'introductions.brought_already'],
    ['its own that waits', {}, [{ own: true, held: false, creditId }], 'introductions.brought_already'],
  ])('is refused: %s', (_why, over, standing, code) => {
    const refused = (() => {
      try {
        record({ ...input, ...over }, standing, { by, personId: null }, at)
      } catch (error) {
        return error as { code: string; fields: { path: string; code: string }[] }
      }
    })()
    expect([
      refused?.code,
      ...(refused?.fields ?? []).map(({ path, code: each }) => `${path} ${each}`),
    ]).toContain(code)
  })
  test('half a year ago is in time', () =>
    expect(record({ ...input, metOn: plainDate('2018-12-12') }, [], { by, personId: null }, at).state).toBe(
      'held',
    ))
})

describe('decided', () => {
  const later = made({ state: 'under_review', share: 0 })
  const word = { share: 40, reason: 'They met her twice', by, at: at.moment }
  test.each<[Parameters<typeof decide>[2]['verdict'], [string, number], [string, number]]>([
    ['keep', ['held', 100], ['declined', 0]],
    ['share', ['shared', 60], ['shared', 40]],
    ['move', ['declined', 0], ['held', 100]],
  ])('%s', (verdict, first, second) => {
    const done = decide(made(), later, { ...word, verdict })
    expect([
      [done.first?.state, done.first?.share],
      [done.later.state, done.later.share],
    ]).toEqual([first, second])
    expect(done.later).toMatchObject({ reason: word.reason, decidedBy: by, decidedAt: at.moment })
  })

  test.each([0, 100, 1.5, Number.NaN, -1])('a part of %s is refused', (share) =>
    expect(() => decide(made(), later, { ...word, verdict: 'share', share })).toThrow(
      expect.objectContaining({ fields: [expect.objectContaining({ path: 'share' })] }),
    ),
  )
  test.each(['held', 'shared', 'declined', 'lapsed'] as const)('what is %s is not decided again', (state) =>
    expect(() => decide(made(), made({ state }), { ...word, verdict: 'keep' })).toThrow(
      'introductions.decided_already',
    ),
  )
  test('whose window is over keeps and shares nothing', () => {
    expect(decide(undefined, later, { ...word, verdict: 'move' }).later).toMatchObject({
      state: 'held',
      share: 100,
    })
    for (const verdict of ['keep', 'share'] as const)
      expect(() => decide(undefined, later, { ...word, verdict })).toThrow('kernel.invalid')
  })

  test('the parts of every credit are all of it, whatever is recorded, decided and over', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            step: fc.constantFrom('record', 'record', 'keep', 'share', 'share', 'move', 'over'),
            share: fc.integer({ min: 1, max: 99 }),
            which: fc.nat(),
          }),
          { maxLength: 25 },
        ),
        (steps) => {
          const all: Introduction[] = []
          const put = (one: Introduction | undefined) => {
            const place = all.findIndex(({ id }) => id === one?.id)
            if (one && place >= 0) all[place] = one
          }
          for (const { step, share, which } of steps) {
            const standing = all.filter(({ state }) => state === 'held' || state === 'shared')
            const waiting = all.filter(({ state }) => state === 'under_review')
            const one = waiting[which % waiting.length]
            if (step === 'record') {
              const before = [...standing, ...waiting].map(({ state, ...each }) => ({
                ...{ own: false, held: state !== 'under_review', creditId: each.creditId },
              }))
              all.push(record(input, before, { by, personId: null }, at))
            } else if (step === 'over') {
              const over = standing[which % standing.length]
              if (over) put({ ...over, state: 'lapsed' })
            } else if (one && (standing.length > 0 || step === 'move')) {
              const done = decide(standing[0], one, { ...word, verdict: step as 'keep', share })
              put(done.first)
              put(done.later)
            }
            for (const [credit, parts] of Map.groupBy(all, (each) => each.creditId)) {
              const sum = parts.reduce((total, each) => total + each.share, 0)
              // Of one that waits for what is over, nothing is anybody's yet.
              const waits = parts.every(({ state }) => state === 'under_review')
              expect(sum, `${credit} after ${step}`).toBe(waits ? 0 : 100)
            }
          }
        },
      ),
    ))
})
