import type { Route } from '#platform/http'
import type { ProgrammePorts } from '../ports.ts'
import { aboutPage } from './about.tsx'
import { creditsAction, stateAction } from './actions.ts'
import { editPage } from './edit.tsx'
import { listPage } from './list.tsx'
import { newPage } from './new.tsx'
import { startPage } from './start.tsx'

export const consoleRoutes = (ports: ProgrammePorts): Route[] => [
  startPage(ports),
  listPage,
  newPage,
  editPage,
  aboutPage,
  stateAction,
  creditsAction,
]
