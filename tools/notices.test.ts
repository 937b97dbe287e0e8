import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
// @ts-expect-error a plain script: it runs before anything is installed
import { notices } from './notices.mjs'

test('the notices name what the lockfile installs (node tools/notices.mjs writes them)', () => {
  expect(readFileSync('THIRD_PARTY.md', 'utf8')).toBe(notices)
})
