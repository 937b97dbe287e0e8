import { expect, test } from 'vitest'
import { compileWords } from '#kernel/i18n'
import { type ProjectState, projectStates } from '#modules/projects'
import { catalogues } from '../../../locales/index.ts'
import { aCall, aProject } from '../../projects/fixtures.ts'
import { anAddressee } from './fixtures.ts'
import { projectLetter } from './projects.ts'

const lacking: string[] = []
const words = compileWords(catalogues, (key) => lacking.push(key))
const call = aCall()
const person = anAddressee()
const letter = (state: ProjectState, locale: 'en' | 'zh', onShowBefore = false) =>
  projectLetter(
    words,
    {
      project: aProject({ state, locale }),
      call,
      person,
      reason: 'Because.',
      onShowBefore,
      origin: 'https://x',
    },
    'k',
  )

test.each(['en', 'zh'] as const)(
  'every state has its own letter and its own page in %s, with what happens next',
  (locale) => {
    const say = words.say(locale)
    const subjects = projectStates.map((state) => letter(state, locale)?.subject)
    expect(new Set(subjects).size).toBe(projectStates.length)
    for (const state of projectStates) {
      say(`projects.now_${state}`)
      say(`projects.next_${state}`)
      expect(letter(state, locale)?.text).toContain('Because.')
    }
    // Asked back from the show, and come in again, are told in words of their own.
    const offShow = letter('draft', locale, true)
    expect(subjects).not.toContain(offShow?.subject)
    expect(offShow?.text).toContain(locale === 'en' ? 'is off the show' : '已暂停展示')
    for (const key of ['now_off_show', 'next_off_show', 'now_corrected', 'next_corrected'])
      say(`projects.${key}`)
    expect(lacking).toEqual([])
  },
)

test('received and confirmed are two letters', () => {
  expect(letter('submitted', 'en')?.subject).toContain('was received')
  expect(letter('checked', 'en')?.subject).toContain('passed the check')
})
