import type { Files } from '#platform/files'
import type { Route } from '#platform/http'
import type { Keys } from '#platform/keys'
import { answerForm } from './answer.tsx'
import { againAction, listPage } from './list.tsx'
import { survivalFile, survivalPage } from './survival.tsx'

/** The one-tap answer, who is asked now, and how long what lasts goes on. */
export const followupRoutes = (ports: { keys: Keys; files: Files }): Route[] => [
  answerForm(ports),
  listPage,
  againAction,
  survivalPage,
  survivalFile,
]
