import type { Doors } from '#platform/http'
import { claimPage, withdrawAction } from './pages/claim.tsx'
import { claimRoutes } from './pages/claims.tsx'
import { policyRoutes } from './pages/console.tsx'
import { ownRoutes } from './pages/own.tsx'
import { publicRoutes } from './pages/public.tsx'
import { takeBackAction, trancheDoor, tranchePage } from './pages/tranche.tsx'

export const pages: Doors = {
  module: 'policies',
  routes: [
    ...publicRoutes,
    ...ownRoutes,
    ...policyRoutes,
    ...claimRoutes,
    claimPage,
    withdrawAction,
    tranchePage,
    takeBackAction,
    trancheDoor,
  ],
}
