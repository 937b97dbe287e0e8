import type { Files } from '#platform/files'
import type { Doors } from '#platform/http'
import { oneRoutes } from './assign/pages/one.tsx'
import { tieRoutes } from './assign/pages/tie.tsx'
import { workRoutes } from './assign/pages/work.tsx'
import { ownRoutes } from './result/pages/own.tsx'
import { rankingRoutes } from './result/pages/ranking.tsx'
import { deskRoutes } from './review/pages.tsx'
import { editRoutes } from './setup/pages/edit.tsx'
import { judgesRoutes } from './setup/pages/judges/all.tsx'
import { judgeRoutes } from './setup/pages/judges/one.tsx'
import { listRoutes } from './setup/pages/list.tsx'
import { overviewRoutes } from './setup/pages/overview.tsx'
import { projectRoutes } from './setup/pages/projects.tsx'

/** Rounds on the console, the judges' own desk, and what a project's people are told. */
export const pages = (ports: { files: Files }): Doors => ({
  module: 'judging',
  routes: [
    ...listRoutes,
    ...editRoutes,
    ...projectRoutes,
    ...judgesRoutes,
    ...judgeRoutes,
    ...workRoutes,
    ...oneRoutes,
    ...tieRoutes,
    ...rankingRoutes,
    ...ownRoutes,
    ...overviewRoutes,
    ...deskRoutes(ports),
  ],
})
