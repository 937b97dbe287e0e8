import type { Files } from '#platform/files'
import type { Doors } from '#platform/http'
import { workRoutes } from './assign/pages.tsx'
import { resultRoutes } from './result/pages.tsx'
import { deskRoutes } from './review/pages.tsx'
import { editRoutes } from './setup/pages/edit.tsx'
import { judgeRoutes } from './setup/pages/judges.tsx'
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
    ...judgeRoutes,
    ...workRoutes,
    ...resultRoutes,
    ...overviewRoutes,
    ...deskRoutes(ports),
  ],
})
