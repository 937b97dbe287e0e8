import type { Words } from '#kernel/i18n'
import type { Files, Uploads } from '#platform/files'
import type { Doors } from '#platform/http'
import type { Keys } from '#platform/keys'
import { callRoutes } from './calls/console.tsx'
import { publicCallRoutes } from './calls/public.tsx'
import { contactRoutes } from './contact/pages.tsx'
import { deskOneRoutes } from './desk/one.tsx'
import { queueRoutes } from './desk/pages.tsx'
import { fileRoutes } from './intake/pages/files.tsx'
import { ownRoutes } from './intake/pages/own.tsx'
import { teamRoutes } from './intake/pages/team.tsx'
import { videoRoutes } from './intake/pages/video.tsx'
import { writeRoutes } from './intake/pages/write.tsx'
import { listRoutes } from './lists/pages.tsx'
import { shelfRoutes } from './shelf/pages.tsx'
import { consentRoutes } from './show/consents.tsx'
import { namedRoutes } from './show/named-pages.tsx'
import { showRoutes } from './show/pages.tsx'
import { printRoutes } from './show/print/pages.ts'

/** Calls, the passport's pages for its team, the desk's queue, and the show. */
export const pages = (ports: { files: Files; uploads: Uploads; keys: Keys; words: Words }): Doors => ({
  module: 'projects',
  routes: [
    ...publicCallRoutes,
    ...showRoutes(ports),
    ...printRoutes(ports),
    ...ownRoutes,
    ...writeRoutes,
    ...fileRoutes(ports),
    ...videoRoutes(ports),
    ...teamRoutes(ports),
    ...consentRoutes(ports),
    ...namedRoutes(ports),
    ...contactRoutes,
    ...shelfRoutes,
    ...listRoutes,
    ...callRoutes,
    ...queueRoutes,
    ...deskOneRoutes(ports),
  ],
})
