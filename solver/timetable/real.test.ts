import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { faultsOf, problemOf, readInstance, sentence, solve } from './index.ts'

// Real events that may be read here and not copied: without the folder beside the project these are skipped.
const folders = ['../shared/data/b2bsp', '../../shared/data/b2bsp']
const folder = folders.find((each) => existsSync(`${each}/instances.jsonl`)) ?? ''
const here = folder !== ''
const lines = (file: string) => (here ? readFileSync(`${folder}/${file}`, 'utf8').trim().split('\n') : [])
const published = new Map(
  lines('best-known-breaks.csv')
    .map((line) => line.split(','))
    .filter(([, fairness]) => fairness === '2')
    .map(([name, , status, breaks]) => [name, status === 'UNSAT' ? null : Number(breaks)]),
)
// One of each kind that a few thousand steps prove, and every one without a plan.
const easy = /^tic-(12\.|12crafc\.(original|fixed|prec15)|13crafb\.(original|forb|fixed)|14crafd\.fixed)/
const chosen = lines('instances.jsonl')
  .map((line) => readInstance(JSON.parse(line)))
  .filter(({ name }) => easy.test(name) || published.get(name) === null)

it.skipIf(!here)('the real events are there: every one without a plan, and some of each kind', () => {
  expect(chosen.length).toBeGreaterThanOrEqual(29)
})

it.each(chosen.map((instance) => [instance.name, instance] as const))('%s', async (name, instance) => {
  const problem = problemOf(instance)
  const answer = await solve(problem, { mode: 'all', seed: 1, budget: { steps: 60_000 }, fairness: 2 })
  const best = published.get(name)
  if (best === null) {
    expect(answer.status).toBe('infeasible')
    expect(answer.steps).toBe(0)
    for (const reason of answer.because) expect(sentence(reason, 'en')).toMatch(/^[A-Z].*\.$/)
    return
  }
  expect(answer.status).toBe('optimal')
  expect(answer.worth?.breaks).toBe(best)
  expect(answer.plan && faultsOf(problem, answer.plan, { all: true, fairness: 2 })).toEqual([])
})
