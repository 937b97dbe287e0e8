import { z } from 'zod'
import { command, query } from '#kernel/command'
import { invalidField, notFound } from '#kernel/errors'
import { idOf } from '#kernel/ids'
import { findEvent, listEvents } from '#modules/events'
import { bookedWith, findMeeting } from '#modules/meetings'
import { readPersons } from '#modules/people'
import { organisationsNamed, readOrganisations } from '#modules/programme'
import { findProject, projectsTitled } from '#modules/projects'
import { findIntroduction, IntroductionId, introductionsStanding } from '#modules/stations'
import { may } from './access.ts'
import { told } from './facts.ts'
import { OutcomeId } from './model.ts'
import * as claim from './rules/claim.ts'
import * as store from './store.ts'

/** More than these are not worth reading: another word finds fewer. */
const mostFound = 20
/** A station brings some dozens in an edition; a list of more is not chosen from. */
const mostIntroductions = 200

/** What a record can be linked to: events of its edition, meetings of whom it is about, and what the words find. */
export const readLinks = query({
  name: 'outcomes.read_links',
  input: z.object({ outcomeId: OutcomeId, find: z.string().trim().max(100) }),
  load: async (tx, { outcomeId, find }) => {
    const outcome = await store.find(tx, outcomeId)
    if (!outcome) throw notFound()
    const { editionId, personId } = outcome
    const meetings = personId === null ? [] : await bookedWith(tx, personId, editionId)
    return {
      outcome,
      find,
      events: await listEvents(tx, { editionId, states: ['released'] }),
      meetings,
      others: await readPersons(
        tx,
        meetings.map(({ otherId }) => otherId),
      ),
      introductions: await introductionsStanding(tx, editionId, mostIntroductions),
      projects: find === '' ? [] : await projectsTitled(tx, find, mostFound),
      organisations: find === '' ? [] : await organisationsNamed(tx, find, mostFound),
    }
  },
  allow: (actor, { outcome }) => may.correct(actor, outcome),
})

/**
 * Says later what an outcome came from: an entry of the ledger with its reason. Facts and level stay. Refuses what the
 * actor may not see, an event or a meeting of another edition or person, and a change that changes nothing.
 */
export const linkOutcome = command({
  name: 'outcomes.link',
  input: z.object({
    outcomeId: OutcomeId,
    reason: z.string().trim().min(1).max(2000),
    eventId: idOf('event').nullable(),
    meetingId: idOf('meeting').nullable(),
    projectId: idOf('project').nullable(),
    introductionId: IntroductionId.nullable(),
    organisationId: idOf('organisation').nullable(),
  }),
  load: async (tx, { outcomeId, eventId, meetingId, projectId, organisationId, introductionId }) => {
    const outcome = await store.lock(tx, outcomeId)
    if (!outcome) throw notFound()
    const event = eventId && (await findEvent(tx, eventId))
    if (eventId && (!event || event.editionId !== outcome.editionId))
      throw invalidField('event', 'kernel.field_choose')
    if (meetingId && meetingId !== outcome.meetingId) {
      const theirs = outcome.personId ? await bookedWith(tx, outcome.personId, outcome.editionId) : []
      if (!(await findMeeting(tx, meetingId)) || !theirs.some(({ id }) => id === meetingId))
        throw invalidField('meeting', 'kernel.field_choose')
    }
    if (projectId && projectId !== outcome.projectId && !(await findProject(tx, projectId)))
      throw invalidField('project', 'kernel.field_choose')
    if (introductionId && introductionId !== outcome.introductionId) {
      const introduction = await findIntroduction(tx, introductionId)
      if (!introduction || introduction.editionId !== outcome.editionId || introduction.share === 0)
        throw invalidField('introduction', 'kernel.field_choose')
    }
    if (organisationId && (await readOrganisations(tx, [organisationId])).length === 0)
      throw invalidField('organisationId', 'kernel.field_choose')
    return outcome
  },
  allow: may.correct,
  decide: (outcome, { outcomeId: _id, reason, ...links }, { actor, at }) =>
    claim.link(outcome, links, reason, actor, at),
  save: store.save,
  announce: told,
  audit: ({ outcome }) => ({ type: 'outcome', id: outcome.id, stationId: outcome.stationId }),
})
