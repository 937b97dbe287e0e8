import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aQuestion, choices } from '../fixtures.ts'
import { type Question, questionTypes } from './model.ts'
import { formProblems, isAsked, readAnswers } from './rules.ts'

const kind = aQuestion('kind', {
  type: 'one',
  choices: choices('founder', 'scholar', 'other'),
  required: true,
})
const field = aQuestion('field', { required: true, when: { question: 'kind', is: ['scholar'] } })
const company = aQuestion('company', { when: { question: 'kind', is: ['founder'] } })
const funded = aQuestion('funded', { type: 'yes_no', when: { question: 'kind', is: ['founder'] } })
const round = aQuestion('round', { required: true, when: { question: 'funded', is: ['yes'] } })
const form = [kind, field, company, funded, round]

describe('what is read', () => {
  const one = (type: Question['type'], more: Partial<Question> = {}) => [
    aQuestion('q', { type, choices: type === 'one' || type === 'many' ? choices('a', 'b') : [], ...more }),
  ]
  test.each([
    ['text is cleaned', one('text'), '  two\n words ', 'two words'],
    ['long text keeps its lines', one('long_text'), 'a\r\nb ', 'a\nb'],
    ['blank text is no answer', one('text'), '   ', undefined],
    ['a choice', one('one'), 'b', 'b'],
    ['choices in the order of the form, each once', one('many'), ['b', 'a', 'b'], ['a', 'b']],
    ['one ticked box comes as a text', one('many'), 'b', ['b']],
    ['no ticked box is no answer', one('many'), [], undefined],
    ['a country', one('country'), 'GB', 'GB'],
    ['a number from a form', one('number'), ' 12.5 ', 12.5],
    ['a number from JSON', one('number'), 0, 0],
    ['a day', one('date'), '2019-06-12', '2019-06-12'],
    ['yes from a form', one('yes_no'), 'yes', true],
    ['no from JSON', one('yes_no'), false, false],
  ])('%s', (_why, questions, raw, answer) => {
    expect(readAnswers(questions, { q: raw })).toEqual({
      answers: answer === undefined ? {} : { q: answer },
      problems: [],
    })
  })

  test.each([
    ['too long', one('text'), 'x'.repeat(301), 'kernel.field_too_long'],
    ['no text at all', one('text'), { deep: 1 }, 'kernel.field_unknown'],
    ['another choice', one('one'), 'c', 'kernel.field_choose'],
    ['another choice among right ones', one('many'), ['a', 'c'], 'kernel.field_choose'],
    ['not a country', one('country'), 'ZZ', 'kernel.field_country'],
    ['not a number', one('number'), 'many', 'kernel.field_number'],
    ['not finite', one('number'), '1e999', 'kernel.field_number'],
    ['no such day', one('date'), '2019-02-29', 'kernel.field_not_a_date'],
    ['neither yes nor no', one('yes_no'), 'perhaps', 'kernel.field_choose'],
    ['required and blank', one('text', { required: true }), ' ', 'kernel.field_required'],
    ['required and absent', one('yes_no', { required: true }), undefined, 'kernel.field_required'],
  ])('refused: %s', (_why, questions, raw, code) => {
    expect(readAnswers(questions, { q: raw }).problems).toMatchObject([{ path: 'answers.q', code }])
  })

  test('an answer to a question the form does not have is not lost unseen', () => {
    expect(readAnswers([], { q: 'x' }).problems).toEqual([
      { path: 'answers.q', code: 'kernel.field_unknown' },
    ])
  })
})

describe('conditions', () => {
  test('a required question that is not asked is not missed', () => {
    expect(readAnswers(form, { kind: 'other' }).problems).toEqual([])
    expect(readAnswers(form, { kind: 'scholar' }).problems).toEqual([
      { path: 'answers.field', code: 'kernel.field_required' },
    ])
  })

  test('what a hidden block sent is dropped', () => {
    expect(readAnswers(form, { kind: 'scholar', field: 'optics', company: 'Hidden Ltd' }).answers).toEqual({
      kind: 'scholar',
      field: 'optics',
    })
  })

  test('a chain is broken where its first link is', () => {
    const sent = { kind: 'other', funded: 'yes', round: 'A' }
    expect(readAnswers(form, sent)).toEqual({ answers: { kind: 'other' }, problems: [] })
    expect(readAnswers(form, { ...sent, kind: 'founder' }).answers).toEqual({
      kind: 'founder',
      funded: true,
      round: 'A',
    })
  })

  test('an answer is stored exactly for questions that are asked', () => {
    const value = fc.oneof(fc.constantFrom('founder', 'scholar', 'other', 'yes', 'no', ''), fc.string())
    fc.assert(
      fc.property(
        fc.record({ kind: value, field: value, company: value, funded: value, round: value }),
        (raw) => {
          const { answers } = readAnswers(form, raw)
          for (const question of form)
            if (question.id in answers) expect(isAsked(question, answers)).toBe(true)
        },
      ),
    )
  })

  test('nothing that is sent breaks the reading', () => {
    const forms = fc.array(
      fc.record({
        id: fc.constantFrom('a', 'b', 'c', '__proto__'),
        type: fc.constantFrom(...questionTypes),
        required: fc.boolean(),
      }),
    )
    fc.assert(
      fc.property(forms, fc.dictionary(fc.string(), fc.anything()), (shapes, raw) => {
        const questions = shapes.map(({ id, ...more }) => aQuestion(id, more))
        expect(readAnswers(questions, raw)).toHaveProperty('answers')
      }),
    )
  })
})

describe('a form as its maker left it', () => {
  test.each<[string, Question[], string[]]>([
    ['sound', form, []],
    ['the same id twice', [kind, kind], ['1.id']],
    ['a choice of one', [aQuestion('q', { type: 'one', choices: choices('a') })], ['0.choices']],
    ['a choice twice', [aQuestion('q', { type: 'many', choices: choices('a', 'a') })], ['0.choices']],
    ['a condition on a later question', [field, kind], ['0.when']],
    [
      'a condition on free text',
      [aQuestion('a'), aQuestion('b', { when: { question: 'a', is: ['x'] } })],
      ['1.when'],
    ],
    [
      'a condition on an answer that is not there',
      [kind, { ...field, when: { question: 'kind', is: ['x'] } }],
      ['1.when'],
    ],
    ['a condition without an answer', [kind, { ...field, when: { question: 'kind', is: [] } }], ['1.when']],
  ])('%s', (_why, questions, paths) => {
    expect(formProblems(questions).map(({ path }) => path)).toEqual(paths)
  })
})
