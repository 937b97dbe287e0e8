import { signedIn } from '#kernel/access'
import { readRegistrationToken } from '#modules/registration'
import { api, type Doors, type Visit } from '#platform/http'
import type { Keys } from '#platform/keys'
import { inTheHall } from './access.ts'
import { sendScore } from './commands/scoring.ts'
import { castVote } from './commands/vote.ts'
import * as errors from './errors.ts'
import { type By, ScoreSent, ScoreTaken, VoteAnswer, VoteRequest } from './wire.ts'

/** What phones speak: a vote, and a judge's score, each answered once it is written. */
export const doors = (ports: { keys: Keys }): Doors => {
  const vote = castVote(ports)
  const byOf = (visit: Visit, link: string | undefined): By => {
    if (link === undefined) return { means: 'account' }
    const registrationId = readRegistrationToken(ports.keys, link, visit.use.now())
    if (registrationId === null) throw errors.linkBroken()
    return { means: 'link', registrationId }
  }
  return {
    module: 'roadshow',
    routes: [
      api({
        path: '/api/v1/roadshows/:roadshowId/votes',
        method: 'post',
        summary: 'A vote of somebody who is checked in, by account or by the token of the personal link',
        who: inTheHall,
        limit: 4096,
        input: VoteRequest,
        output: VoteAnswer,
        answer: async (visit, { roadshowId, entryId, link }) => {
          await visit.use.gather(vote, { roadshowId, entryId, by: byOf(visit, link) })
          return { status: 201, body: { voted: entryId } }
        },
      }),
      api({
        path: '/api/v1/roadshows/:roadshowId/scores',
        method: 'post',
        summary: 'A judge’s score of an entry; sending one again with its key changes nothing',
        who: signedIn,
        limit: 32 * 1024,
        input: ScoreSent,
        output: ScoreTaken,
        answer: async (visit, sent) => {
          await sendScore(visit.use, sent)
          return { body: { key: sent.key } }
        },
      }),
    ],
  }
}
