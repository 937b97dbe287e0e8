import { z } from 'zod'
import { personIdOf, signedIn } from '#kernel/access'
import { query } from '#kernel/command'
import { dateIn, zone } from '#kernel/time'
import { meetingsFor, nextStepsFor } from '#modules/meetings'
import {
  levelOn,
  levels,
  type Outcome,
  openFollowupsFor,
  openQuestionsFor,
  outcomesFor,
  outcomeTypes,
  spanOf,
} from '#modules/outcomes'
import { actingFor, grantsEver, readPersons } from '#modules/people'
import { EditionId, OrganisationId, readOrganisations } from '#modules/programme'
import { mayLookAt } from './access.ts'

/** For whom whoever asks acts, or has acted: the receipt of each grant. */
export const ownEnterprises = query({
  name: 'insight.own_enterprises',
  input: z.object({}),
  load: async (tx, _input, { actor }) => {
    const me = personIdOf(actor)
    const grants = me === null ? [] : (await grantsEver(tx, me)).filter(({ role }) => role === 'enterprise')
    const ids = grants.flatMap(({ organisationId }) => organisationId ?? [])
    return { grants, organisations: await readOrganisations(tx, ids) }
  },
  allow: signedIn,
})

/**
 * Everything that is one organisation's: its outcomes with what is left of their levels, what it is asked, how its meetings
 * went, how long its hires stay, who acts for it. Row-level security gives whoever acts for it no row of another's.
 */
export const readEnterprise = query({
  name: 'insight.enterprise',
  input: z.object({ organisationId: OrganisationId, editionId: EditionId.nullable() }),
  load: async (tx, of, { actor, at }) => {
    const outcomes = await outcomesFor(tx, of)
    const today = dateIn(at, zone('UTC'))
    const grants = await actingFor(tx, of.organisationId)
    const me = personIdOf(actor)
    return {
      today,
      types: outcomeTypes.flatMap((type) => {
        const its = outcomes.filter(({ terms }) => terms.type === type)
        const counts = levels.map((level) => its.filter((each) => levelOn(each, today) === level).length)
        return its.length === 0 ? [] : [{ type, levels: counts }]
      }),
      outcomes: new Map<string, Outcome>(outcomes.map((outcome) => [outcome.id, outcome])),
      /** Whoever stated a record, or is who it is about, does not answer for the other side. */
      isOwn: (outcome: Outcome) => me !== null && [outcome.claimantId, outcome.personId].includes(me),
      questions: await openQuestionsFor(tx, of, at),
      followups: await openFollowupsFor(tx, of),
      hires: outcomes
        .filter(({ terms }) => terms.type === 'post' && terms.form !== 'short_stay')
        .map((outcome) => spanOf(outcome)),
      meetings: await meetingsFor(tx, of, at),
      steps: await nextStepsFor(tx, of),
      grants,
      people: await readPersons(
        tx,
        grants.map(({ personId }) => personId),
      ),
    }
  },
  allow: (actor, _answer, { organisationId }) => mayLookAt(actor, organisationId),
})
