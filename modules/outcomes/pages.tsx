import type { Files } from '#platform/files'
import type { Doors } from '#platform/http'
import type { Keys } from '#platform/keys'
import { evidenceRoutes } from './evidence/pages.tsx'
import { changeForms } from './pages/change.tsx'
import { listPage } from './pages/list.tsx'
import { newPage } from './pages/new.tsx'
import { evidenceFile, onePage } from './pages/one.tsx'

/** The console's side of outcomes; the public sees them through statements only. */
export const pages = (ports: { files: Files; keys: Keys }): Doors => ({
  module: 'outcomes',
  routes: [
    listPage,
    newPage,
    onePage,
    ...changeForms(ports.files),
    evidenceFile(ports.files),
    ...evidenceRoutes(ports),
  ],
})
