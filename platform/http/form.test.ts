import { expect, test } from 'vitest'
import { invalid } from '#kernel/errors'
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
