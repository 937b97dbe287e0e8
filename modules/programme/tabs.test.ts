import { expect, test } from 'vitest'
import { newId } from '#kernel/ids'
import type { Visit } from '#platform/http'
import { draw } from '#ui'
import { usualName } from './rules.ts'
import { EditionTabs } from './tabs.tsx'

const visit = { say: (key: string) => key, href: (path: string) => `/en${path}`, locale: 'en' } as Visit // all it reads
const years = (count: number) =>
  Array.from({ length: count }, (_none, at) => ({
    id: newId<'edition'>(),
    slug: String(2019 - at),
    name: usualName(20 - at, 2019 - at),
  }))
const drawn = (count: number, current = 1) => {
  const editions = years(count)
  const tabs = EditionTabs({ visit, editions, current: editions[current], base: '/console/projects' })
  return tabs ? draw(tabs) : ''
}

test('up to five editions stand as tabs, more are a list to choose from, and one alone is not asked about', () => {
  expect(drawn(1)).toBe('')
  expect(drawn(5).match(/\?edition=\d{4}/g)).toHaveLength(5)
  expect(drawn(5)).not.toContain('<select')
  const twenty = drawn(20)
  expect(twenty).not.toContain('?edition=')
  expect(twenty).toMatch(/<form[^>]*action="\/en\/console\/projects" method="get"/)
  expect(twenty.match(/<option/g)).toHaveLength(20)
  expect(
    twenty.match(/<option[^>]*selected[^>]*>/g)?.map((option) => /value="(\d+)"/.exec(option)?.[1]),
  ).toEqual(['2018'])
})

test('where no edition is the current one, none is chosen', () => {
  expect(drawn(6, 99)).toContain('<option value>kernel.choose')
})
