import type { Doors } from '#platform/http'
import { consoleRoutes } from './pages/console.tsx'
import { publicRoutes } from './pages/public.tsx'
import type { StationPorts } from './ports.ts'

export const pages = (ports: StationPorts): Doors => ({
  module: 'stations',
  routes: [...publicRoutes(ports), ...consoleRoutes],
})
