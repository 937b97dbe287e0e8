import type { Fact } from '#kernel/command'
import type { Id } from '#kernel/ids'
import type { Brokerage, Party, PhaseChange } from './model.ts'

/** What every fact about a party carries: ids only. */
export type PartyFact = { partyId: string; brokerageId: string; personId: string }

type About = Pick<Party, 'id' | 'brokerageId' | 'personId'>
const about = ({ id, brokerageId, personId }: About): PartyFact => ({ partyId: id, brokerageId, personId })

export const joined = (party: About): Fact<PartyFact> => ({ name: 'meetings.joined', payload: about(party) })
export const withdrawn = (party: About): Fact<PartyFact> => ({
  name: 'meetings.withdrawn',
  payload: about(party),
})
/** A guest with a place is asked whether they want to take part. */
export const invited = (
  { id }: Pick<Brokerage, 'id'>,
  personId: Id<'person'>,
): Fact<{ brokerageId: string; personId: string }> => ({
  name: 'meetings.invited',
  payload: { brokerageId: id, personId },
})
/** Phases have other dates than were announced: told to everybody who takes part, once for each move. */
export const phasesMoved = (
  { id }: Pick<Brokerage, 'id'>,
  changes: readonly PhaseChange[],
): Fact<{ brokerageId: string; changeIds: readonly string[] }> => ({
  name: 'meetings.phases_moved',
  payload: { brokerageId: id, changeIds: changes.map((change) => change.id) },
})
/** The desk reminds somebody of what is missing. */
export const nudged = (party: About): Fact<PartyFact> => ({ name: 'meetings.nudged', payload: about(party) })
