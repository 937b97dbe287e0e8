import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { formatErrorCodes, mendCodes } from './problems.ts'

const self = 'codes.test.ts'
const tests = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.test.ts') && path !== self)
  .map((path) => readFileSync(join(import.meta.dirname, path), 'utf8'))
  .join('\n')

it.each([...mendCodes, ...formatErrorCodes])('%s is tried by a test', (code) => {
  expect(tests).toMatch(new RegExp(`\\b${code}\\b`))
})
