import type { Words } from '#kernel/i18n'
import type { Doors } from '#platform/http'
import { consoleRoutes } from './pages/console.tsx'
import { publicRoutes } from './pages/public.tsx'

export const pages = (ports: { words: Words }): Doors => ({
  module: 'statements',
  routes: [...publicRoutes, ...consoleRoutes(ports.words)],
})
