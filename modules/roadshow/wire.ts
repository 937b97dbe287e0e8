import { z } from 'zod'
import { idOf } from '#kernel/ids'
import { bilingual, line, prose } from '#kernel/text'
import { type Instant, isInstant } from '#kernel/time'
import { EntryId, RoadshowId } from './model.ts'

const Moment = z.custom<Instant>(isInstant, 'kernel.field_not_a_time')

const Seconds = z.number('roadshow.field_minutes').int().min(0)

/** What is typed about a roadshow. */
export const RoadshowFacts = z.object({
  title: bilingual({ max: 120 }),
  startsAt: Moment,
  pitchSeconds: Seconds.min(30, 'roadshow.field_pitch').max(7200, 'roadshow.field_minutes'),
  questionSeconds: Seconds.max(7200, 'roadshow.field_minutes'),
  audienceVotes: z.boolean(),
  watch: line(500, 0),
  roundId: idOf('round').nullable(),
  /** Ranked by the round's model instead of the plain mean of its scores. */
  adjusted: z.boolean().default(false),
})
export type RoadshowFacts = z.output<typeof RoadshowFacts>

/** The words that introduce an entry. */
export const Presenter = line(120, 0)
export const QuestionText = prose(500, 1)

/** How somebody of the hall shows who they are; a door has read the signed link before it says `link`. */
export const By = z.discriminatedUnion('means', [
  z.object({ means: z.literal('account') }),
  z.object({ means: z.literal('link'), registrationId: idOf('registration') }),
  z.object({ means: z.literal('code'), code: z.string().trim().min(1).max(400) }),
])
export type By = z.output<typeof By>

/** A vote as a phone's own code sends it: the token of the personal link, or the account that is signed in. */
export const VoteRequest = z.object({
  roadshowId: RoadshowId,
  entryId: EntryId,
  link: z.string().max(400).optional(),
})
/** A judge's score as a phone sends it; `key` is made there, and sent again with the same thing. */
export const ScoreSent = z.object({
  roadshowId: RoadshowId,
  entryId: EntryId,
  key: idOf('roadshow_sent'),
  points: z.record(z.string().max(20), z.number('kernel.field_number')),
  feedback: z.string().max(4000).default(''),
  /** The judge says that nothing ties them to the project: asked once, before the file opens. */
  noTie: z.boolean().default(false),
})
export type ScoreSent = z.output<typeof ScoreSent>
export const ScoreTaken = z.object({ key: idOf('roadshow_sent') })

export const VoteAnswer = z.object({ voted: EntryId })
