import { expect, test } from 'vitest'
import { invalid } from '#kernel/errors'
import { refused } from '../../tools/test/refused.ts'
import { formValues, refusedForm } from './form.ts'

test('what is wrong with a command’s facts is marked at the form’s own fields', () => {
  const refused = invalid([
    { path: 'facts.title.en', code: 'kernel.field_required' },
    { path: 'name', code: 'kernel.field_required' },
  ])
  const form = refusedForm(formValues(new FormData()), refused, (key) => key)
  expect(form.problem('title.en')).toBe('kernel.field_required')
  expect(form.problems.map(({ path }) => path)).toEqual(['title.en', 'name'])
})

test('whatever the part of the input is called that a form asks for', () => {
  const sent = new FormData()
  for (const name of ['told', 'title.en', 'criteria.0.weight']) sent.set(name, '')
  const refused = invalid(
    ['tie.told', 'title', 'criteria.0.weight', 'round.title'].map((path) => ({
      path,
      code: 'kernel.field_required',
    })),
  )
  const form = refusedForm(formValues(sent), refused, (key) => key)
  expect(form.problems.map(({ path }) => path)).toEqual(['told', 'title', 'criteria.0.weight', 'title'])
})

test('a file with nothing in it is refused as that; none chosen is none', () => {
  const data = new FormData()
  data.set('deck', new File([], 'deck.pdf'))
  data.set('none', new File([], ''))
  data.set('text', 'x')
  const values = formValues(data)
  expect(refused(() => values.file('deck'))).toBe('kernel.field_empty_file')
  expect([values.file('none'), values.file('text'), values.file('absent')]).toEqual([null, null, null])
})
