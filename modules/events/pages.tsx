import type { Doors } from '#platform/http'
import { cancelPage, editPage, newPage, releaseAction } from './pages/console.tsx'
import { feeds } from './pages/feeds.ts'
import { hostingPage, hostPage } from './pages/festival/host.tsx'
import { festivalPage } from './pages/festival/public.tsx'
import { reviewOnePage, reviewPage } from './pages/festival/review.tsx'
import { importPage } from './pages/import.tsx'
import { listPage as deskPage } from './pages/list.tsx'
import { eventPage, listPage } from './pages/public.tsx'
import { newSessionPage, removeSessionAction } from './pages/sessions.tsx'
import { venuePage } from './pages/venue.tsx'
import type { EventPorts } from './ports.ts'

export const pages = (ports: EventPorts): Doors => ({
  module: 'events',
  routes: [
    listPage,
    eventPage(ports),
    festivalPage,
    hostPage,
    hostingPage,
    ...feeds,
    deskPage,
    newPage,
    importPage,
    editPage,
    releaseAction,
    cancelPage,
    newSessionPage,
    removeSessionAction,
    venuePage,
    reviewPage,
    reviewOnePage,
  ],
})
