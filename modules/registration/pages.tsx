import type { Doors } from '#platform/http'
import { admissionRoutes } from './admission/pages.tsx'
import { categoryRoutes } from './categories/pages.tsx'
import { categoryQuestions } from './categories/questions.tsx'
import { detailPage } from './guests/detail.tsx'
import { guestRoutes } from './guests/pages.tsx'
import { invitationRoutes } from './invitations/pages.tsx'
import { listRoutes } from './lists/pages.tsx'
import { type OwnPorts, ownRoutes } from './own/pages.tsx'

/** The pages of registration: the public form, the guest's own page, and the console's. */
export const pages = (ports: OwnPorts): Doors => ({
  module: 'registration',
  routes: [
    ...admissionRoutes(ports),
    ...ownRoutes(ports),
    ...categoryRoutes,
    ...categoryQuestions,
    ...guestRoutes,
    ...listRoutes,
    ...invitationRoutes(ports),
    // After every other page under /guests/: what is none of them is a guest.
    detailPage,
  ],
})
