import { expect, test } from 'vitest'
import { newId } from '#kernel/ids'
import { hintsFor } from './likeness.ts'

const one = (en: string, zh: string, ...emails: string[]) => ({
  id: newId<'project'>(),
  title: { en, zh },
  emails,
})

test.each([
  ['the same person on both teams', one('A', '', 'wei@example.org'), one('B', '', 'wei@example.org'), 'team'],
  [
    'the same title in another order',
    one('Quantum gravity sensor', ''),
    one('Gravity sensor, quantum', ''),
    'title',
  ],
  ['a Chinese title with one word more', one('', '量子重力传感器'), one('', '新型量子重力传感器'), 'title'],
  ['half of the words', one('Cold chain for vaccines', ''), one('Cold chain for fish', ''), 'title'],
  ['one of them in the plural', one('Paper battery', ''), one('Paper batteries', ''), 'title'],
  ['spelt another way', one('Fibre optic gyroscope', ''), one('Fiber-optic gyroscopes', ''), 'title'],
  ['a character put in between', one('', '纸电池'), one('', '纸质电池'), 'title'],
  ['the first two characters in common', one('', '智能电池'), one('', '智能灌溉系统'), null],
  ['one word in common', one('Quantum sensor', ''), one('Quantum key distribution', ''), null],
  ['no address at all', one('A', '', ''), one('B', '', ''), null],
  ['one Chinese title against an English one', one('Sensor', ''), one('', '传感器'), null],
])('%s', (_why, project, other, because) => {
  expect(hintsFor(project, [project, other]).map((hint) => hint.because)).toEqual(
    because === null ? [] : [because],
  )
})
