import { ownTrail } from '#modules/audit'
import { ownLegacy } from '#modules/backfill'
import { ownEvents } from '#modules/events'
import { ownJudging } from '#modules/judging'
import { ownMeetings } from '#modules/meetings'
import { ownLetters } from '#modules/messaging'
import { askedOutcomes, ownOutcomes } from '#modules/outcomes'
import type { PersonExport } from '#modules/people'
import { ownPolicyClaims } from '#modules/policies'
import { ownProjects } from '#modules/projects'
import { ownPresence, ownRegistrations } from '#modules/registration'
import { ownRoadshowData } from '#modules/roadshow'
import { ownIntroductions } from '#modules/stations'

/** What each module adds to somebody's own data; `apps/exporters.db.test.ts` sees to it that none is missing. */
export const exporters: readonly PersonExport[] = [
  ownIntroductions,
  ownEvents,
  ownRegistrations,
  ownPresence,
  ownProjects,
  ownJudging,
  ownRoadshowData,
  ownPolicyClaims,
  ownMeetings,
  ownOutcomes,
  askedOutcomes,
  ownLegacy,
  ownLetters,
  ownTrail,
]
