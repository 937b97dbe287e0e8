import type { Words } from '#kernel/i18n'
import type { Files } from '#platform/files'
import type { Doors } from '#platform/http'
import type { Keys } from '#platform/keys'
import { ceremonyRoutes } from './ceremony/pages/index.ts'
import { evidenceRoutes, issuerRoutes } from './evidence/pages.tsx'
import { followupRoutes } from './followup/pages/index.ts'
import { logApi } from './log/api.ts'
import { logDoors } from './log/pages.tsx'
import { ownRoutes } from './own/pages.tsx'
import { changeForms } from './pages/change.tsx'
import { linkPage } from './pages/link.tsx'
import { listPage } from './pages/list.tsx'
import { newPage } from './pages/new.tsx'
import { evidenceFile, onePage } from './pages/one.tsx'

/** The console's side of outcomes, the other side's page, and the public head of the log. The public sees outcomes through statements only. */
export const pages = (ports: { files: Files; keys: Keys; origin: string; words: Words }): Doors => ({
  module: 'outcomes',
  routes: [
    listPage,
    newPage,
    ...issuerRoutes,
    onePage,
    ...changeForms(ports.files),
    linkPage,
    evidenceFile(ports.files),
    ...evidenceRoutes(ports),
    ...ceremonyRoutes(ports),
    ...ownRoutes,
    ...followupRoutes(ports),
    ...logDoors(ports),
    ...logApi(ports),
  ],
})
