import { describe, expect, test } from 'vitest'
import { aQuestion, choices } from '../fixtures.ts'
import { withChangedQuestion, withMovedQuestion, withoutQuestion, withQuestion } from './editing.ts'

const { id: _id, ...text } = aQuestion('x')

describe('the form', () => {
  const kind = aQuestion('q1', { type: 'one', choices: choices('c1', 'c2') })
  const after = aQuestion('q2', { when: { question: 'q1', is: ['c1'] } })

  test('an id is never used again, not even of a question that was removed', () => {
    expect(withQuestion([kind], text, []).map(({ id }) => id)).toEqual(['q1', 'q2'])
    expect(withQuestion([kind], text, ['q7']).map(({ id }) => id)).toEqual(['q1', 'q8'])
  })
  test('a choice keeps its id, a new one gets one', () => {
    const words = { en: 'New', zh: '新' }
    const form = withChangedQuestion(
      [kind],
      'q1',
      {
        ...kind,
        choices: [...kind.choices, { id: '', label: words }, { id: '', label: words }],
      },
      [],
    )
    expect(form[0]?.choices.map(({ id }) => id)).toEqual(['c1', 'c2', 'c3', 'c4'])
  })
  test('the type of a question that is there does not change', () => {
    expect(withChangedQuestion([kind], 'q1', { ...kind, type: 'text' }, [])[0]?.type).toBe('one')
  })
  test('what a form sends along for a type without choices is dropped', () => {
    expect(withQuestion([], { ...text, choices: choices('c1') }, [])[0]?.choices).toEqual([])
  })
  test('problems are named as the fields of the question that is being written', () => {
    expect(() => withQuestion([kind], { ...text, type: 'many' }, [])).toThrow(
      expect.objectContaining({ fields: [{ path: 'choices', code: 'registration.question_two_choices' }] }),
    )
  })
  test('no change leaves a condition that looks at nothing, or forward', () => {
    expect(() => withoutQuestion([kind, after], 'q1')).toThrow('registration.condition_broken')
    expect(() => withMovedQuestion([kind, after], 'q2', -1)).toThrow('registration.condition_broken')
    expect(() =>
      withChangedQuestion([kind, after], 'q1', { ...kind, choices: choices('c2', 'c3') }, []),
    ).toThrow('registration.condition_broken')
    expect(withoutQuestion([kind, after], 'q2')).toEqual([kind])
  })
  test('the first cannot go further up, the last not further down', () => {
    expect(withMovedQuestion([kind, after], 'q1', -1)).toEqual([kind, after])
    expect(withMovedQuestion([kind, after], 'q2', 1)).toEqual([kind, after])
  })
})
