import type { Words } from '#kernel/i18n'
import { eraseLegacy } from '#modules/backfill'
import { eraseFromEvents } from '#modules/events'
import { eraseJudging } from '#modules/judging'
import { eraseMeetings } from '#modules/meetings'
import { eraseLetters } from '#modules/messaging'
import { eraseOutcomes } from '#modules/outcomes'
import type { ErasePorts } from '#modules/people'
import { erasePolicyClaims } from '#modules/policies'
import { eraseProjects } from '#modules/projects'
import { eraseRegistrations } from '#modules/registration'
import { eraseRoadshow } from '#modules/roadshow'
import { eraseIntroductions } from '#modules/stations'

/** Every module that keeps something of people, the latest first: what it stands on is still there when it lets go. */
export const erasingBy = (words: Words): ErasePorts => ({
  erasers: [
    eraseLetters({ words }),
    eraseLegacy,
    eraseOutcomes,
    eraseMeetings,
    erasePolicyClaims,
    eraseRoadshow,
    eraseJudging,
    eraseProjects,
    eraseRegistrations,
    eraseFromEvents,
    eraseIntroductions,
  ],
  name: { latinFamily: words.say('en')('people.erased_name'), han: words.say('zh')('people.erased_name') },
})
