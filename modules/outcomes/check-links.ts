import type { Actor } from '#kernel/access'
import type { Tx } from '#kernel/command'
import { type FieldProblem, invalid } from '#kernel/errors'
import type { Id } from '#kernel/ids'
import { findEvent } from '#modules/events'
import { bookedWith, findMeeting } from '#modules/meetings'
import { findPerson } from '#modules/people'
import { findPolicyClaim, type PolicyClaim } from '#modules/policies'
import { readOrganisations } from '#modules/programme'
import { findProject } from '#modules/projects'
import { findIntroduction, mayReadIntroduction } from '#modules/stations'
import { type Links, noLinks, type Outcome } from './model.ts'

export type Linked = Links

/** Of which record the links are: its edition, and whom it is about. */
type About = Pick<Outcome, 'editionId' | 'personId'>

/** Whether a claim can be what this came of: not where it is another person's, or another organisation's. */
export const couldRestOn = (
  claim: Pick<PolicyClaim, 'personId' | 'organisationId'>,
  of: Pick<Outcome, 'personId' | 'organisationId'>,
): boolean =>
  (!claim.personId || !of.personId || claim.personId === of.personId) &&
  (!claim.organisationId || !of.organisationId || claim.organisationId === of.organisationId)

const choose = 'kernel.field_choose'

/**
 * Looks at what a record would be linked with, in the reach of whoever links it. Refuses, at the form's own field, what
 * they may not see, an event, a meeting or an introduction of another edition, a meeting that whom the record is about
 * is not booked in, an introduction that gives nobody credit, and a claim that was not granted or is somebody else's. A
 * project may have been entered in an earlier edition. What was linked before is not asked again: somebody else, who saw
 * it, may have linked it.
 */
export async function checkLinks(
  tx: Tx,
  actor: Actor,
  about: About,
  links: Linked,
  was: Linked = noLinks,
): Promise<void> {
  const added = <Name extends keyof Linked>(name: Name): Linked[Name] | null =>
    links[name] === was[name] ? null : links[name]
  const [personId, eventId, meetingId, projectId, introductionId, organisationId, policyClaimId] = [
    added('personId'),
    added('eventId'),
    added('meetingId'),
    added('projectId'),
    added('introductionId'),
    added('organisationId'),
    added('policyClaimId'),
  ]
  const problems: FieldProblem[] = []
  const refuse = (path: string, code = choose) => problems.push({ path, code })
  if (personId && !(await findPerson(tx, personId))) refuse('personEmail', 'outcomes.field_person')
  if (eventId) {
    const event = await findEvent(tx, eventId)
    if (event?.editionId !== about.editionId) refuse('event')
  }
  if (meetingId && !(await isTheirs(tx, meetingId, about))) refuse('meeting')
  if (projectId && !(await findProject(tx, projectId))) refuse('project')
  if (introductionId) {
    const found = await findIntroduction(tx, introductionId)
    const stands = found?.editionId === about.editionId && found.share > 0 && found.state !== 'lapsed'
    if (!stands || !mayReadIntroduction(actor, found)) refuse('introduction')
  }
  if (organisationId && (await readOrganisations(tx, [organisationId])).length === 0) refuse('organisationId')
  if (policyClaimId) {
    const found = await findPolicyClaim(tx, policyClaimId)
    const stands = found?.editionId === about.editionId && found.state === 'granted'
    const of = { personId: links.personId ?? about.personId, organisationId: links.organisationId }
    if (!stands || !couldRestOn(found, of)) refuse('claim')
  }
  if (problems.length > 0) throw invalid(problems)
}

/** Whether whom the record is about had this meeting, in this edition, and the reader may see it. */
async function isTheirs(tx: Tx, meetingId: Id<'meeting'>, { editionId, personId }: About): Promise<boolean> {
  if (!personId || !(await findMeeting(tx, meetingId))) return false
  return (await bookedWith(tx, personId, editionId)).some(({ id }) => id === meetingId)
}

/**
 * What stays linked when a record turns out to be about somebody else: a meeting they are booked in, a claim that can be
 * theirs. What cannot be seen to be theirs was linked for whom it was about by mistake, and goes.
 */
export async function linksOf(
  tx: Tx,
  outcome: Outcome,
  personId: Outcome['personId'],
): Promise<Pick<Links, 'personId' | 'meetingId' | 'policyClaimId'>> {
  const { meetingId, policyClaimId } = outcome
  if (personId === outcome.personId) return { personId, meetingId, policyClaimId }
  const now = { ...outcome, personId }
  const claim = policyClaimId ? await findPolicyClaim(tx, policyClaimId) : undefined
  return {
    personId,
    meetingId: meetingId && (await isTheirs(tx, meetingId, now)) ? meetingId : null,
    policyClaimId: claim && couldRestOn(claim, now) ? policyClaimId : null,
  }
}
