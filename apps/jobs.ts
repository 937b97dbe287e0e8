import { sweepOf } from '#platform/files'
import { smtpMailer } from '#platform/mail'
import { publish } from '#platform/publish'
import type { AnyJob } from '#platform/queue'
import { jobs as events } from '../modules/events/jobs.ts'
import { jobs as meetings } from '../modules/meetings/jobs.ts'
import { jobs as market } from '../modules/meetings/market/jobs.ts'
import { jobs as meetingRuns } from '../modules/meetings/runs/jobs.ts'
import { hear } from '../modules/messaging/hear.ts'
import { hearErasure } from '../modules/messaging/hear-erasure.ts'
import { hearJudging } from '../modules/messaging/hear-judging.ts'
import { hearMeetings } from '../modules/messaging/hear-meetings.ts'
import { hearOutcomes, letterToWitness } from '../modules/messaging/hear-outcomes.ts'
import { hearParties } from '../modules/messaging/hear-parties.ts'
import { hearProjects } from '../modules/messaging/hear-projects.ts'
import { hearRoles } from '../modules/messaging/hear-roles.ts'
import { jobs as messaging } from '../modules/messaging/jobs.ts'
import { jobs as followups } from '../modules/outcomes/followup/jobs.ts'
import { jobs as funders } from '../modules/outcomes/jobs.ts'
import { jobs as ledger } from '../modules/outcomes/log/jobs.ts'
import { jobsOf as people } from '../modules/people/jobs.ts'
import { jobsOf as projects } from '../modules/projects/jobs.ts'
import { doorCommands } from '../modules/registration/doorway/commands.ts'
import { jobsOf as doorway } from '../modules/registration/doorway/jobs.ts'
import { jobs as registration } from '../modules/registration/jobs.ts'
import { jobs as stations } from '../modules/stations/jobs.ts'
import { keepErased } from './erased.ts'
import { erasingBy } from './erasers.ts'
import type { Frame } from './frame.ts'
import { holders } from './holders.ts'

/** Every job of the house, with the ports it needs. */
export function jobsOf({ config, folder, origin, keys, words, files, uploads }: Frame): readonly AnyJob[] {
  const mailer =
    config.HAIGUI_MAIL_URL === undefined ? null : smtpMailer(config.HAIGUI_MAIL_URL, config.HAIGUI_MAIL_FROM)
  const domain = new URL(origin).hostname
  return [
    ...people(erasingBy(words)),
    keepErased(folder),
    ...stations,
    ...events,
    ...registration,
    ...projects({ uploads }),
    sweepOf({ files, holders }),
    ...doorway(doorCommands({ keys })),
    ...meetings,
    ...meetingRuns,
    ...market,
    ...followups,
    ...funders,
    ...ledger({
      keys,
      origin,
      witnesses: config.HAIGUI_WITNESSES,
      publish,
      letter: letterToWitness({ words, origin }),
    }),
    ...hear({ words, keys, origin, from: config.HAIGUI_MAIL_FROM }),
    ...hearErasure({ words, origin }),
    ...hearRoles({ words, origin }),
    ...hearOutcomes({ words, keys, origin }),
    ...hearProjects({ words, keys, origin }),
    ...hearJudging({ words, origin }),
    ...hearMeetings({ words, keys, origin, from: config.HAIGUI_MAIL_FROM }),
    ...hearParties({ words, origin }),
    ...messaging({ mailer, domain }),
  ]
}
