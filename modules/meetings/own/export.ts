import type { Tx } from '#kernel/command'
import type { PersonExport } from '#modules/people'
import { attendanceOf, stepsOf } from '../held/store.ts'
import type { Party } from '../model.ts'
import { busyOfParty, partiesOfPerson } from '../parties/store.ts'
import { meetingsWith } from '../timetable/store/meeting.ts'
import { keptWishes } from '../wishes/store.ts'

/** One taking part, whole; the secret of the calendar's address stays out of the file, and so do others' words. */
async function partIn(tx: Tx, { feedKey: _secret, ...party }: Party) {
  const meetings = await meetingsWith(tx, party.id)
  const said = await attendanceOf(
    tx,
    meetings.map(({ id }) => id),
  )
  return {
    ...party,
    busy: await busyOfParty(tx, party.id),
    wishes: await keptWishes(tx, party.id),
    meetings,
    said: said.filter(({ partyId }) => partyId === party.id),
    nextSteps: await stepsOf(tx, party.id),
  }
}

/** Everything a person wrote, wished, met and said in the 1:1 meetings of events, as it is kept. */
export const ownMeetings: PersonExport = {
  name: 'meetings',
  read: async (tx, personId) => {
    const parts = []
    for (const party of await partiesOfPerson(tx, personId, 'ever')) parts.push(await partIn(tx, party))
    return parts
  },
}
