import type { Words } from '#kernel/i18n'
import type { Route } from '#platform/http'
import { dataRoutes } from './data.ts'
import { listPage } from './list.tsx'
import { numberPage } from './number.tsx'
import { onePage } from './one.tsx'

export const publicRoutes = (words: Words): readonly Route[] => [
  listPage,
  ...dataRoutes(words),
  onePage(words),
  numberPage,
]
