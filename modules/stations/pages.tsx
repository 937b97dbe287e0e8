import type { Doors } from '#platform/http'
import { onePage as introductionPage } from './introductions/one.tsx'
import { listPage as introductionsPage } from './introductions/pages.tsx'
import { consoleRoutes } from './pages/console.tsx'
import { publicRoutes } from './pages/public.tsx'
import type { StationPorts } from './ports.ts'

export const pages = (ports: StationPorts): Doors => ({
  module: 'stations',
  routes: [...publicRoutes(ports), ...consoleRoutes, introductionsPage, introductionPage],
})
