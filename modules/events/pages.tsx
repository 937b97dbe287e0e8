import type { Doors } from '#platform/http'
import {
  cancelPage,
  listPage as deskPage,
  editPage,
  newPage,
  releaseAction,
  venuePage,
} from './pages/console.tsx'
import { feeds } from './pages/feeds.ts'
import { festivalPage, hostingPage, hostPage, reviewOnePage, reviewPage } from './pages/festivals.tsx'
import { importPage } from './pages/import.tsx'
import { eventPage, listPage } from './pages/public.tsx'
import { newSessionPage, removeSessionAction } from './pages/sessions.tsx'

export const pages: Doors = {
  module: 'events',
  routes: [
    listPage,
    eventPage,
    festivalPage,
    hostPage,
    hostingPage,
    ...feeds,
    deskPage,
    newPage,
    importPage,
    venuePage,
    editPage,
    releaseAction,
    cancelPage,
    newSessionPage,
    removeSessionAction,
    reviewPage,
    reviewOnePage,
  ],
}
