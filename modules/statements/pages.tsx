import type { Words } from '#kernel/i18n'
import type { Doors } from '#platform/http'
import { consoleRoutes } from './pages/console/index.ts'
import { publicRoutes } from './pages/public/index.ts'

export const pages = (ports: { words: Words }): Doors => ({
  module: 'statements',
  routes: [...publicRoutes, ...consoleRoutes(ports.words)],
})
