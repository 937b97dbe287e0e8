import type { Words } from '#kernel/i18n'
import type { Route } from '#platform/http'
import { newPage, previewPage } from './draft.tsx'
import { discardAction, listPage, releaseAction } from './list.tsx'
import { claimsPage, costsPage, ratesPage, takeBackActions } from './material.tsx'
import { changeMetricPage, endAction, metricsPage, newMetricPage } from './metrics.tsx'

export const consoleRoutes = (words: Words): readonly Route[] => [
  listPage,
  newPage(words),
  previewPage(words),
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
]
