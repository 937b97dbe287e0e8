import type { Route } from '#platform/http'
import type { PeoplePorts } from '../ports.ts'
import { endings, overviewPage } from './overview.tsx'
import { passwordForm } from './password.tsx'
import { twoStepRoutes } from './two-step.tsx'

export const securityRoutes = ({ auth }: PeoplePorts): readonly Route[] => [
  overviewPage(auth),
  passwordForm(auth),
  ...twoStepRoutes(auth),
  ...endings(auth),
]
