import type { Route } from '#platform/http'
import { dataRoutes } from './data.ts'
import { listPage } from './list.tsx'
import { numberPage } from './number.tsx'
import { onePage } from './one.tsx'

export const publicRoutes: readonly Route[] = [listPage, ...dataRoutes, onePage, numberPage]
