import { expect, test } from 'vitest'
import { z } from 'zod'
import { invalid, Refusal } from '#kernel/errors'
import { type Zone, zone } from '#kernel/time'
import { refused } from '../../tools/test/refused.ts'
import { formValues, refusedForm } from './form.ts'
import { momentIn, numberIn, readWhole } from './reading.ts'

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

test('a form is read to its end: what no reader takes is told with what the schema refuses, each once', () => {
  const sent = new FormData()
  for (const [name, value] of Object.entries({ many: 'two', most: '', at: '2019-03-31T01:30', name: '' }))
    sent.set(name, value)
  const values = formValues(sent)
  const Facts = z.object({ name: z.string().min(1), many: z.number(), most: z.number(), at: z.string() })
  const read = (london: Zone) =>
    readWhole(Facts, (held) => ({
      name: values.text('name'),
      many: held(() => numberIn(values, 'many')) ?? undefined,
      most: held(() => numberIn(values, 'most')) ?? undefined,
      at: held(() => momentIn(values, 'at', london)),
    }))
  const wrong = (() => {
    try {
      return read(zone('Europe/London'))
    } catch (error) {
      return error instanceof Refusal ? error.fields.map(({ path, code }) => [path, code]) : error
    }
  })()
  expect(wrong).toEqual([
    ['many', 'kernel.field_number'],
    ['at', 'kernel.field_time_gap'],
    ['name', 'kernel.field_required'],
    ['most', 'kernel.field_required'],
  ])
  expect(() =>
    readWhole(Facts, () => {
      throw new TypeError('a bug')
    }),
  ).toThrow('a bug')
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
