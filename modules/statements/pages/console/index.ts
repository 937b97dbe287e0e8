import type { Words } from '#kernel/i18n'
import type { CheckpointPorts } from '#modules/outcomes'
import type { Route } from '#platform/http'
import { claimsPage } from './claims.tsx'
import { costsPage } from './costs.tsx'
import { newPage, previewPage } from './draft.tsx'
import { discardAction, listPage, releaseAction } from './list.tsx'
import { takeBackActions } from './material.tsx'
import { changeMetricPage, newMetricPage } from './metric-form.tsx'
import { endAction, metricsPage } from './metrics.tsx'
import { ratesPage } from './rates.tsx'
import { recomputePage } from './recompute.tsx'

export type ConsolePorts = { words: Words } & CheckpointPorts

export const consoleRoutes = ({ words, ...ports }: ConsolePorts): readonly Route[] => [
  listPage,
  newPage(words),
  previewPage({ words, ...ports }),
  metricsPage(words),
  newMetricPage,
  changeMetricPage(words),
  endAction,
  ratesPage(words),
  costsPage(words),
  claimsPage(words),
  ...takeBackActions,
  releaseAction,
  discardAction,
  recomputePage(ports),
]
