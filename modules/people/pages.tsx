import type { Doors } from '#platform/http'
import { profilePage } from './pages/account.tsx'
import { eraseRoutes } from './pages/erase.tsx'
import { erasuresRoutes } from './pages/erasures.tsx'
import { mePage } from './pages/me.tsx'
import { ownDataRoutes } from './pages/own-data.tsx'
import type { PeoplePorts } from './pages/ports.ts'
import { rolesRoutes } from './pages/roles.tsx'
import { securityRoutes } from './pages/security/routes.ts'
import { signInRoutes } from './pages/sign-in.tsx'

export type { DemoAccount, MySection, PeoplePorts } from './pages/ports.ts'

/** Signing in and out, one's own account, and who holds which role. */
export const pages = (ports: PeoplePorts): Doors => ({
  module: 'people',
  routes: [
    ...signInRoutes(ports),
    mePage(ports),
    profilePage,
    ...securityRoutes(ports),
    ...ownDataRoutes(ports),
    ...eraseRoutes(ports),
    ...rolesRoutes(ports),
    ...erasuresRoutes,
  ],
})
