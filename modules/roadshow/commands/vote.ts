import { z } from 'zod'
import { personIdOf } from '#kernel/access'
import { type Asked, batch, beyond, type Tx } from '#kernel/command'
import { notFound, type Refusal } from '#kernel/errors'
import type { Keys } from '#platform/keys'
import { changed } from '#platform/live'
import { inTheHall } from '../access.ts'
import * as errors from '../errors.ts'
import { type Ballot, EntryId, RoadshowId, type Voter } from '../model.ts'
import { cast, votingProblem } from '../rules/vote.ts'
import * as hall from '../store/hall.ts'
import { entriesOf, hold, topicOf } from '../store/roadshow.ts'
import { By } from '../wire.ts'
import { votersOf } from './voter.ts'

const CastVote = z.object({ roadshowId: RoadshowId, entryId: EntryId, by: By })
type CastVote = z.output<typeof CastVote>

type Outcome = { voter: Voter | null; ballot: Ballot | null; refusal: Refusal | null }

const refused = (refusal: Refusal): Outcome => ({ voter: null, ballot: null, refusal })

/**
 * A vote of somebody who is in, for one entry. Many at once are written by one transaction, and each is told after its
 * commit; sending the same again changes nothing. Closing waits for the votes that were before it, and no vote for it.
 * Refuses: roadshow.voting_not_open, .voting_closed, .voted_already, .not_checked_in, .ticket_unknown, .ticket_of_other.
 */
export const castVote = ({ keys }: { keys: Keys }) =>
  batch({
    name: 'roadshow.vote',
    input: CastVote,
    reach: beyond('people of the hall vote without an account; the check-in and the constraints decide'),
    key: ({ roadshowId }) => roadshowId,
    load: async (tx: Tx, asked: readonly Asked<CastVote>[]) => {
      const id = asked[0]?.input.roadshowId
      const roadshow = id && (await hold(tx, id))
      if (!roadshow) throw notFound()
      const voters = await votersOf(
        tx,
        keys,
        roadshow.eventId,
        asked.map(({ actor, input }) => ({ by: input.by, personId: personIdOf(actor) })),
      )
      const people = voters.flatMap((voter) => ('personId' in voter ? [voter.personId] : []))
      const [entries, before] = await Promise.all([
        entriesOf(tx, roadshow.id),
        hall.ballotsOf(tx, roadshow.id, people),
      ])
      return { roadshow, voters, before, entryIds: new Set(entries.map((entry) => entry.id)) }
    },
    allow: inTheHall,
    decide: ({ roadshow, voters, before, entryIds }, asked, at): Outcome[] => {
      const problem = votingProblem(roadshow)
      const standing = new Map<string, Ballot>(before)
      return asked.map(({ input }, index): Outcome => {
        const voter = voters[index]
        if (problem) return refused(problem)
        if (!voter) throw new Error('a voter was not looked up')
        if (!('personId' in voter)) return refused(voter)
        if (!entryIds.has(input.entryId)) return refused(errors.entryUnknown())
        const told = cast(standing.get(voter.personId), voter, input.entryId, at)
        if (told.kind === 'refused') return refused(told.refusal)
        if (told.kind === 'stands') return { voter, ballot: null, refusal: null }
        standing.set(voter.personId, told.ballot)
        return { voter, ballot: told.ballot, refusal: null }
      })
    },
    save: async (tx, outcomes, { roadshow }) => {
      // Of one person at most the last stands: one statement writes each person once.
      const last = new Map(
        outcomes.flatMap(({ voter, ballot }) =>
          voter && ballot
            ? [[voter.personId, { ...ballot, registrationId: voter.registrationId }] as const]
            : [],
        ),
      )
      if (last.size === 0) return
      await Promise.all([
        hall.castBallots(tx, roadshow.id, [...last.values()]),
        changed(tx, topicOf(roadshow.id)),
      ])
    },
    refusal: ({ refusal }) => refusal,
  })
