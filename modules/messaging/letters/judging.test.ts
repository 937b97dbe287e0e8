import { expect, test } from 'vitest'
import { compileWords } from '#kernel/i18n'
import { newId } from '#kernel/ids'
import { instant, zone } from '#kernel/time'
import type { RoundDecision } from '#modules/judging'
import { catalogues } from '../../../locales/index.ts'
import { newRound } from '../../judging/rules/round.ts'
import { aProject } from '../../projects/fixtures.ts'
import { anAddressee } from './fixtures.ts'
import { decisionLetter, judgeLetter } from './judging.ts'

const at = instant('2019-06-15T09:00:00Z')
const lacking: string[] = []
const words = compileWords(catalogues, (key) => lacking.push(key))
const round = newRound(
  {
    editionId: newId<'edition'>(),
    stationId: null,
    kind: 'final',
    title: { en: 'The final', zh: '总决赛' },
    zone: zone('Asia/Shanghai'),
  },
  at,
)
const person = anAddressee()
const project = aProject({ title: { en: 'Quantum sensor', zh: '量子传感器' } })
const decided = (locale: 'en' | 'zh', over: Partial<RoundDecision> = {}) => {
  const made: RoundDecision = {
    projectId: project.id,
    decision: 'accepted',
    reason: '',
    byHand: false,
    feedback: [],
    toldAt: at,
    ...over,
  }
  return decisionLetter(words, { round, made, project: { ...project, locale }, person, origin: 'https://x' })
}

test.each([
  ['en', 'accepted', '“Quantum sensor” was accepted in “The final”', 'Congratulations'],
  ['en', 'waiting', '“Quantum sensor” waits in “The final”', 'on the waiting list'],
  ['en', 'declined', '“The final”: the result for “Quantum sensor”', 'did not accept'],
  ['zh', 'accepted', '“量子传感器”入选“总决赛”', '恭喜'],
  ['zh', 'waiting', '“量子传感器”进入“总决赛”候补', '候补名单'],
  ['zh', 'declined', '“总决赛”：“量子传感器”的评审结果', '未入选'],
] as const)('in %s whoever is %s reads “%s”', (locale, decision, subject, says) => {
  const letter = decided(locale, { decision })
  expect(letter).toMatchObject({ subject, locale, kind: `decision_${decision}`, to: 'wei@example.org' })
  expect(letter?.text).toContain(says)
  expect(letter?.text).toContain(`https://x/${locale}/projects/${project.id}/results`)
  expect(lacking).toEqual([])
})

test.each([
  ['en', 'Too early for a final.', 'The judges left words for you'],
  ['zh', '项目尚早。', '评委为您留下了意见'],
] as const)(
  'in %s the reason stands in the letter; the judges’ words only on the page',
  (locale, reason, left) => {
    const plain = decided(locale, { decision: 'declined' })?.text ?? ''
    const told = decided(locale, { decision: 'declined', reason, feedback: ['SECRET WORDS'] })?.text ?? ''
    expect([plain.includes(reason), plain.includes(left)]).toEqual([false, false])
    expect([told.includes(reason), told.includes(left), told.includes('SECRET')]).toEqual([true, true, false])
  },
)

test.each([
  ['en', 'projects wait for your judgement', 'Begin'],
  ['zh', '有项目待您评审', '开始评审'],
] as const)('a judge is led to the desk in %s', (locale, subject, action) => {
  const letter = judgeLetter(words, {
    round,
    person: { ...person, locale },
    origin: 'https://x',
    onceKey: 'k',
  })
  expect(letter?.subject).toContain(subject)
  expect(letter?.text).toContain(action)
  expect(letter?.text).toContain(`https://x/${locale}/judging/${round.id}`)
})

test('without an address there is no letter', () => {
  const gone = { ...person, email: null }
  expect(judgeLetter(words, { round, person: gone, origin: '', onceKey: 'k' })).toBeNull()
})
