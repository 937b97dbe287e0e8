import { expect, test } from 'vitest'
import { openLog } from './index.ts'

const linesOf = (error: unknown): { err: Record<string, unknown> } => {
  let text = ''
  openLog('info', { write: (line) => (text += line) }).error({ err: error }, 'a request failed')
  return JSON.parse(text) as { err: Record<string, unknown> } // what pino just wrote
}

test('what the database says of a row stays out; which rule it broke is told', () => {
  const error = Object.assign(new Error('duplicate key value violates unique constraint "person_email"'), {
    name: 'error',
    code: '23505',
    detail: 'Key (email)=(meng@example.org) already exists.',
    where: 'row (Meng, 孟雨桐)',
    table: 'person',
    constraint: 'person_email',
    parameters: ['meng@example.org'],
  })
  const { err } = linesOf(error)
  expect(err).toMatchObject({ code: '23505', table: 'person', constraint: 'person_email', type: 'error' })
  expect(err.stack).toContain('log.test.ts')
  expect(JSON.stringify(err)).not.toMatch(/meng|孟/i)
})

test('the cause of an error is told the same way', () => {
  const cause = Object.assign(new Error('connection ended'), { code: '57P01', detail: 'of Meng' })
  const { err } = linesOf(new Error('could not read', { cause }))
  expect(err.cause).toMatchObject({ message: 'connection ended', code: '57P01' })
  expect(JSON.stringify(err)).not.toContain('Meng')
})

test.each([['only words'], [null], [{ email: 'meng@example.org' }]])(
  '%j thrown is told without what is in it',
  (thrown) => {
    expect(JSON.stringify(linesOf(thrown))).not.toContain('meng@')
  },
)
