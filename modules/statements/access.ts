import { anyOf, everyone, hasRole, permissions } from '#kernel/access'
import type { Statement } from './model.ts'

type About = Pick<Statement, 'state'>

const reader = hasRole('administrator', 'organiser', 'verifier', 'auditor')
const released = (_actor: unknown, { state }: About) => state === 'released'

export const may = permissions<About>()({
  view: anyOf<About>(reader, released),
  draft: hasRole('administrator', 'organiser'),
  release: hasRole('administrator', 'organiser', 'verifier'),
  openRecords: reader,
})

export const publicStatements = everyone('released statements are published to be read by everybody')
