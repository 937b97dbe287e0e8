import type { SourceId } from '../../metrics/model.ts'
import { grants, payments } from './incentives.ts'
import type { Source } from './model.ts'
import { credits, outcomes } from './outcomes.ts'
import { attendances, reach, registrations } from './participation.ts'
import { costs, events, sessions } from './programme.ts'
import { meetings, meetingsBoth, projects } from './work.ts'

export { type Cut, type Folded, now, type Source } from './model.ts'

/**
 * Where metrics count. A later module that has something to count gives a relation of the same columns and stands in
 * this list; its metrics then go into the library and into organisers' choices.
 */
export const sources: Readonly<Record<SourceId, Source>> = {
  registrations,
  attendances,
  reach,
  events,
  sessions,
  projects,
  meetings,
  meetings_both: meetingsBoth,
  outcomes,
  credits,
  costs,
  grants,
  payments,
}
