import type { Actor } from '#kernel/access'
import { personIdOf } from '#kernel/access'
import type { Tx } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { may } from '../access.ts'
import type { Brokerage, Meeting, MeetingId, PartyId } from '../model.ts'
import type { SeatedParty, Stage } from '../timetable/model.ts'
import { findMeeting } from '../timetable/store/meeting.ts'
import { findBrokerage, stageOf } from '../timetable/store/stage.ts'
import { brokerageOfParty, lockParties } from './store.ts'

/** As whom somebody acts: the party itself, by account or signed link (the door has read it), or the desk for it. */
export type Acting = 'party' | 'desk'

/** Null for whoever has nothing to do with this party: to them it is not there. */
export function actingFor(
  actor: Actor,
  party: Pick<SeatedParty, 'personId'>,
  brokerage: Pick<Brokerage, 'stationId'>,
  byLink: boolean,
): Acting | null {
  if (byLink || personIdOf(actor) === party.personId) return 'party'
  return may.serve(actor, brokerage) ? 'desk' : null
}

export type Own = { stage: Stage; me: SeatedParty; acting: Acting }

export const partyIn = ({ parties }: Pick<Stage, 'parties'>, id: PartyId): SeatedParty => {
  const party = parties.find((each) => each.id === id)
  if (!party) throw notFound()
  return party
}

/** A party with all that its meetings are made of, for whoever may act for it. */
export async function loadOwn(tx: Tx, partyId: PartyId, actor: Actor, byLink: boolean): Promise<Own> {
  const brokerageId = await brokerageOfParty(tx, partyId)
  const brokerage = brokerageId && (await findBrokerage(tx, { brokerageId }))
  if (!brokerage) throw notFound()
  const stage = await stageOf(tx, brokerage)
  const me = partyIn(stage, partyId)
  const acting = actingFor(actor, me, brokerage, byLink)
  if (!acting) throw notFound()
  return { stage, me, acting }
}

/** A meeting of that party, with both sides' rows held until the end of the write. */
export async function loadMeeting(
  tx: Tx,
  { me }: Pick<Own, 'me'>,
  meetingId: MeetingId,
): Promise<{ meeting: Meeting; otherId: PartyId }> {
  const seen = await findMeeting(tx, meetingId)
  if (!seen || (seen.a !== me.id && seen.b !== me.id)) throw notFound()
  await lockParties(tx, [seen.a, seen.b])
  const meeting = await findMeeting(tx, meetingId, 'lock')
  if (!meeting) throw notFound()
  return { meeting, otherId: meeting.a === me.id ? meeting.b : meeting.a }
}
