import type { PersonExport } from '#modules/people'
import { ownOf } from './store/hall.ts'

/** Where a person voted (and for whom, as long as that is kept), what they asked, and which answers they wanted to hear. */
export const ownRoadshowData: PersonExport = { name: 'roadshow', read: ownOf }
