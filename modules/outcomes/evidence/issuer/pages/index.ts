import type { Route } from '#platform/http'
import { listPage } from './list.tsx'
import { newPage } from './new.tsx'
import { acceptAction, onePage } from './one.tsx'

export const issuerRoutes: readonly Route[] = [listPage, newPage, onePage, acceptAction]
