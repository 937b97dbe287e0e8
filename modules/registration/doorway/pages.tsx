import type { Doors } from '#platform/http'
import { doorCommands, type Ports } from './commands.ts'
import { badgeRoutes } from './pages/badges.tsx'
import { checkInRoutes } from './pages/check-in.tsx'
import { doorListPage } from './pages/list.tsx'
import { ticketRoutes } from './pages/ticket.tsx'

export const pages = (ports: Ports): Doors => {
  const commands = doorCommands(ports)
  return {
    module: 'registration',
    routes: [
      ...ticketRoutes(ports, commands),
      doorListPage,
      ...checkInRoutes(commands),
      ...badgeRoutes(commands),
    ],
  }
}
