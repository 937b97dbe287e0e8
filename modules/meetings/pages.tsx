import type { Doors } from '#platform/http'
import { importPage } from './parties/list/pages.tsx'
import { leavePage } from './parties/pages/leave.tsx'
import { overviewPage } from './parties/pages/overview.tsx'
import { profilePage } from './parties/pages/profile.tsx'
import { timesPage } from './parties/pages/times.tsx'
import { inviteAction, nudgeAction, partiesPage } from './ready/pages/list.tsx'
import { newPartyPage, partyPage, removePartyAction } from './ready/pages/party.tsx'
import { wishesPage } from './ready/pages/wishes.tsx'
import { groupPage, groupsPage, newGroupPage, removeGroupAction } from './setup/pages/groups.tsx'
import { overviewPage as deskPage } from './setup/pages/overview.tsx'
import { phasesPage } from './setup/pages/phases.tsx'
import { removeSlotsAction, slotsPage } from './setup/pages/slots.tsx'
import { tablePage } from './setup/pages/table.tsx'
import { removeTablesAction, tablesPage } from './setup/pages/tables.tsx'
import { peoplePage } from './wishes/pages.tsx'

/** The pages of an event's 1:1 meetings: a party's own under the event, the desk's under the console's event. */
export const pages: Doors = {
  module: 'meetings',
  routes: [
    overviewPage,
    profilePage,
    timesPage,
    peoplePage,
    leavePage,
    deskPage,
    phasesPage,
    groupsPage,
    newGroupPage,
    groupPage,
    removeGroupAction,
    slotsPage,
    removeSlotsAction,
    tablesPage,
    removeTablesAction,
    tablePage,
    partiesPage,
    nudgeAction,
    inviteAction,
    newPartyPage,
    importPage,
    // After every other page under /parties/: what is none of them is a party.
    partyPage,
    removePartyAction,
    wishesPage,
  ],
}
