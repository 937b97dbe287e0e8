import type { Fact } from '#kernel/command'
import type { Party } from './model.ts'

/** What every fact about a party carries: ids only. */
export type PartyFact = { partyId: string; brokerageId: string; personId: string }

type About = Pick<Party, 'id' | 'brokerageId' | 'personId'>
const about = ({ id, brokerageId, personId }: About): PartyFact => ({ partyId: id, brokerageId, personId })

export const joined = (party: About): Fact<PartyFact> => ({ name: 'meetings.joined', payload: about(party) })
export const withdrawn = (party: About): Fact<PartyFact> => ({
  name: 'meetings.withdrawn',
  payload: about(party),
})
/** The desk reminds somebody of what is missing. */
export const nudged = (party: About): Fact<PartyFact> => ({ name: 'meetings.nudged', payload: about(party) })
