import type { Doors } from '#platform/http'
import { type ConsolePorts, consoleRoutes } from './pages/console/index.ts'
import { publicRoutes } from './pages/public/index.ts'

export const pages = (ports: ConsolePorts): Doors => ({
  module: 'statements',
  routes: [...publicRoutes(ports.words), ...consoleRoutes(ports)],
})
