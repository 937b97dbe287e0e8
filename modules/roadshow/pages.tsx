import type { Doors } from '#platform/http'
import { setUpCommands } from './commands/setup.ts'
import { audienceRoutes, type HallPorts } from './pages/audience.tsx'
import { hostRoutes } from './pages/host.tsx'
import { judgeRoutes } from './pages/judge.tsx'
import { orderRoutes } from './pages/order.tsx'
import { screenRoutes } from './pages/screens.tsx'
import { setUpRoutes } from './pages/setup/routes.tsx'

/** The desk's pages, the screens of the hall, and the hall's own. */
export const pages = (ports: HallPorts): Doors => ({
  module: 'roadshow',
  routes: [
    ...setUpRoutes(setUpCommands(ports)),
    ...orderRoutes,
    ...hostRoutes,
    ...screenRoutes,
    ...judgeRoutes,
    ...audienceRoutes(ports),
  ],
})
