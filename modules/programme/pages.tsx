import type { Doors } from '#platform/http'
import { consoleRoutes } from './pages/console.ts'
import { publicRoutes } from './pages/public.tsx'
import type { ProgrammePorts } from './ports.ts'

export const pages = (ports: ProgrammePorts): Doors => ({
  module: 'programme',
  routes: [...publicRoutes(ports), ...consoleRoutes(ports)],
})
