import type { Doors } from '#platform/http'
import type { Keys } from '#platform/keys'
import { admissionRoutes } from './admission/pages.tsx'
import { categoryRoutes } from './categories/pages.tsx'
import { guestRoutes } from './guests/pages.tsx'
import { ownRoutes } from './own/pages.tsx'
import { questionRoutes } from './questions/pages.tsx'

/** The public form, the guest's own page, and the desk of the console. */
export const pages = (ports: { keys: Keys }): Doors => ({
  module: 'registration',
  routes: [
    ...admissionRoutes(ports),
    ...ownRoutes(ports),
    ...categoryRoutes,
    ...questionRoutes,
    ...guestRoutes,
  ],
})
