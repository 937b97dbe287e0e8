import type { Route } from '#platform/http'
import type { ProgrammePorts } from '../ports.ts'
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
  stateAction,
  creditsAction,
]
