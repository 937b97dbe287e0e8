import type { Context, Hono } from 'hono'
import { organisationsCalled, readOrganisations } from '#modules/programme'
import { projectConsentNames } from '#modules/projects'
import { recipientNames } from '#modules/registration'
import { listStations } from '#modules/stations'
import type { Doors, Identify } from '#platform/http'
import { pages as audit } from '../modules/audit/pages.tsx'
import { pages as backfill } from '../modules/backfill/pages.tsx'
import { doors as eventsApi } from '../modules/events/api.ts'
import { pages as events } from '../modules/events/pages.tsx'
import { editionEvents } from '../modules/events/sections.tsx'
import { myEnterprises } from '../modules/insight/pages/mine.tsx'
import { pages as insight } from '../modules/insight/pages.tsx'
import { pages as judging } from '../modules/judging/pages.tsx'
import { myRounds } from '../modules/judging/review/section.tsx'
import { desk as meetingDesk } from '../modules/meetings/desk.tsx'
import { timetables } from '../modules/meetings/own/pages.tsx'
import { myMeetings } from '../modules/meetings/own/section.tsx'
import { pages as meetings } from '../modules/meetings/pages.tsx'
import { meetingsLine } from '../modules/meetings/phases/section.tsx'
import { pages as messaging } from '../modules/messaging/pages.tsx'
import { myOutcomes } from '../modules/outcomes/own/list.tsx'
import { pages as outcomes } from '../modules/outcomes/pages.tsx'
import { pages as people } from '../modules/people/pages.tsx'
import { myClaims } from '../modules/policies/pages/own.tsx'
import { pages as policies } from '../modules/policies/pages.tsx'
import { pages as programme } from '../modules/programme/pages.tsx'
import { myProjects } from '../modules/projects/intake/pages/list.tsx'
import { pages as projects } from '../modules/projects/pages.tsx'
import { editionProjects } from '../modules/projects/sections.tsx'
import { consentAbout } from '../modules/projects/show/consents.tsx'
import { doors as registrationApi } from '../modules/registration/api.ts'
import { doors as doorwayApi } from '../modules/registration/doorway/api.ts'
import { pages as doorway } from '../modules/registration/doorway/pages.tsx'
import { myRegistrations, ownEntry } from '../modules/registration/own/list.tsx'
import { pages as registration } from '../modules/registration/pages.tsx'
import { doors as roadshowApi } from '../modules/roadshow/api.ts'
import { pages as roadshow } from '../modules/roadshow/pages.tsx'
import { eventRoadshows, ownRoadshows } from '../modules/roadshow/section.tsx'
import { pages as statements } from '../modules/statements/pages.tsx'
import { pages as stations } from '../modules/stations/pages.tsx'
import { accountsOf } from './accounts.ts'
import { demoAccounts } from './demo.ts'
import { exporters } from './exporters.ts'
import type { Frame } from './frame.ts'
import { goLive, tiles } from './start.ts'
import { site } from './web/site.tsx'

const socketAddress = (c: Context): string =>
  (c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming?.socket
    ?.remoteAddress ?? '' // what the Node server puts there

/** Every module's pages and API, with the ports they need. */
export async function doorsOf(frame: Frame): Promise<{
  doors: readonly Doors[]
  identify: Identify
  extra(app: Hono): void
  stop(): Promise<void>
}> {
  const { keys, words, cases, demo, config, files, uploads } = frame
  const accounts = accountsOf(frame)
  return {
    doors: [
      programme({ sections: [editionEvents, editionProjects], checks: goLive, tiles }),
      stations({ events: editionEvents }),
      people({
        auth: accounts,
        stations: (tx) => listStations(tx),
        organisations: { byIds: readOrganisations, called: organisationsCalled },
        mine: [
          myRegistrations({ keys }),
          myMeetings,
          myProjects,
          myRounds,
          myOutcomes,
          myClaims,
          myEnterprises,
        ],
        exporters,
        recipients: async (tx, things) =>
          new Map([...(await recipientNames(tx, things)), ...(await projectConsentNames(tx, things))]),
        consentAbout,
        demoAccounts: demo ? async () => demoAccounts : null,
      }),
      events({ sections: [meetingsLine, eventRoadshows], entered: ownEntry({ keys }) }),
      eventsApi,
      registration({ keys, sections: [ownRoadshows] }),
      doorway({ keys }),
      doorwayApi({ keys }),
      registrationApi({ keys }),
      projects({ files, uploads, keys, words }),
      judging({ files }),
      roadshow({ keys, meetingHosts: config.HAIGUI_MEETING_HOSTS }),
      roadshowApi({ keys }),
      policies,
      meetings,
      meetingDesk,
      timetables({ keys }),
      outcomes({ files, keys, origin: frame.origin, words }),
      backfill,
      statements({ words, keys, origin: frame.origin }),
      insight({ keys }),
      messaging({ cases, demo }),
      audit,
      site,
    ],
    identify: accounts.identify,
    extra: (app) => {
      app.all('/api/auth/*', (c) => accounts.handler(c.req.raw, socketAddress(c)))
    },
    stop: async () => {},
  }
}
