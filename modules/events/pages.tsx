import type { Doors } from '#platform/http'
import { cancelPage, editPage, newPage, releaseAction } from './pages/console.tsx'
import { feeds } from './pages/feeds.ts'
import { editFestivalPage, newFestivalPage, removeFestivalAction } from './pages/festival/edit.tsx'
import { hostingPage, hostPage, proposalPage } from './pages/festival/host.tsx'
import { festivalPage } from './pages/festival/public.tsx'
import { reviewOnePage, reviewPage } from './pages/festival/review.tsx'
import { importPage } from './pages/import.tsx'
import { listPage as deskPage } from './pages/list.tsx'
import { eventPage, listPage } from './pages/public.tsx'
import { newSessionPage, removeSessionAction, sessionPage } from './pages/sessions.tsx'
import { newVenuePage, venuePage, venuesPage } from './pages/venue.tsx'
import type { EventPorts } from './ports.ts'

export const pages = (ports: EventPorts): Doors => ({
  module: 'events',
  routes: [
    listPage,
    eventPage(ports),
    festivalPage,
    hostPage,
    hostingPage,
    proposalPage,
    ...feeds,
    deskPage,
    newPage,
    importPage,
    editPage,
    releaseAction,
    cancelPage,
    newSessionPage,
    sessionPage,
    removeSessionAction,
    venuesPage,
    newVenuePage,
    venuePage,
    newFestivalPage,
    editFestivalPage,
    removeFestivalAction,
    reviewPage,
    reviewOnePage,
  ],
})
