import type { Fact } from '#kernel/command'
import type { Statement } from './model.ts'

export const released = ({ id, editionId, hash }: Statement): Fact => ({
  name: 'statements.released',
  payload: { statementId: id, editionId, hash },
})
