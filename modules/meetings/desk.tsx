import type { Doors } from '#platform/http'
import { heldPage } from './held/desk.tsx'
import { marketDesk } from './market/desk.tsx'
import { runRoutes } from './runs/pages.tsx'
import { boardPage } from './timetable/pages/board.tsx'
import { moveRoutes } from './timetable/pages/move.tsx'
import { releasePage } from './timetable/pages/release.tsx'
import { printRoutes } from './timetable/print/pages.tsx'

/** The desk's pages from the draft on. */
export const desk: Doors = {
  module: 'meetings',
  routes: [boardPage, ...moveRoutes, releasePage, ...runRoutes, marketDesk, heldPage, ...printRoutes],
}
