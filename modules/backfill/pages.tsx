import type { Doors } from '#platform/http'
import { sheetRoutes } from './pages/sheet.tsx'
import { sheetsPage } from './pages/sheets.tsx'

export const pages: Doors = { module: 'backfill', routes: [sheetsPage, ...sheetRoutes] }
