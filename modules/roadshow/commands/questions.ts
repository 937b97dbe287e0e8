import { z } from 'zod'
import { personIdOf } from '#kernel/access'
import { beyond, command } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { newId } from '#kernel/ids'
import type { Keys } from '#platform/keys'
import { changed } from '#platform/live'
import { inTheHall } from '../access.ts'
import * as errors from '../errors.ts'
import { type Question, QuestionId, RoadshowId } from '../model.ts'
import * as hall from '../store/hall.ts'
import { find, topicOf } from '../store/roadshow.ts'
import { By, QuestionText } from '../wire.ts'
import { hosts, lockStaged, subjectOf } from './load.ts'
import { voterOf } from './voter.ts'

/** As many of one person's questions may wait to be looked at. */
const mostWaiting = 3

const reach = beyond('people of the hall ask without an account; the check-in decides')

export const hallCommands = ({ keys }: { keys: Keys }) => ({
  /** A question of somebody who is in, to whoever is on; the desk lets it through. */
  ask: command({
    name: 'roadshow.ask',
    input: z.object({ roadshowId: RoadshowId, by: By, body: QuestionText }),
    reach,
    load: async (tx, { roadshowId, by }, { actor }) => {
      const roadshow = await find(tx, roadshowId)
      if (!roadshow) throw notFound()
      const voter = await voterOf(tx, keys, roadshow.eventId, { by, personId: personIdOf(actor) })
      return { roadshow, voter, waiting: await hall.countWaiting(tx, roadshow.id, voter.personId) }
    },
    allow: inTheHall,
    decide: ({ roadshow, voter, waiting }, { body }, { at }) => {
      if (roadshow.state !== 'running') throw errors.questionsClosed()
      if (waiting >= mostWaiting) throw errors.questionsTooMany(mostWaiting)
      const question: Question = {
        id: newId<'roadshow_question'>(),
        roadshowId: roadshow.id,
        entryId: roadshow.entryId,
        body,
        state: 'waiting',
        at,
        support: 0,
      }
      return { roadshow, question: { ...question, personId: voter.personId, stationId: roadshow.stationId } }
    },
    save: async (tx, { roadshow, question }) => {
      await hall.insertQuestion(tx, question)
      await changed(tx, topicOf(roadshow.id))
    },
  }),

  /** Wants to hear the answer to a question that was let through; once a person. */
  support: command({
    name: 'roadshow.support',
    input: z.object({ roadshowId: RoadshowId, by: By, questionId: QuestionId }),
    reach,
    load: async (tx, { roadshowId, by, questionId }, { actor }) => {
      const roadshow = await find(tx, roadshowId)
      const question = await hall.lockQuestion(tx, questionId)
      if (!roadshow || question?.roadshowId !== roadshow.id || question.state !== 'open') throw notFound()
      const voter = await voterOf(tx, keys, roadshow.eventId, { by, personId: personIdOf(actor) })
      return { roadshow, question, voter }
    },
    allow: inTheHall,
    decide: (loaded) => loaded,
    save: async (tx, { roadshow, question, voter }, { at }) => {
      await hall.support(tx, question.id, voter.personId, at)
      await changed(tx, topicOf(roadshow.id))
    },
  }),
})

/** The desk lets a question through, declines it, or says that it was answered. */
export const moderate = command({
  name: 'roadshow.moderate',
  input: z.object({
    roadshowId: RoadshowId,
    questionId: QuestionId,
    state: z.enum(['open', 'answered', 'declined']),
  }),
  load: async (tx, { roadshowId, questionId }) => {
    const staged = await lockStaged(tx, { roadshowId })
    const question = await hall.lockQuestion(tx, questionId)
    if (question?.roadshowId !== roadshowId) throw notFound()
    return { ...staged, question }
  },
  allow: hosts,
  decide: ({ roadshow, question }, { state }) => ({ roadshow, question: { ...question, state } }),
  save: async (tx, { roadshow, question }) => {
    await hall.saveQuestion(tx, question)
    await changed(tx, topicOf(roadshow.id))
  },
  audit: subjectOf,
})
