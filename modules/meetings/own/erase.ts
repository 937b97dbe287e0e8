import { sql } from 'kysely'
import type { Fact } from '#kernel/command'
import type { PersonEraser } from '#modules/people'
import * as facts from '../facts.ts'
import { left } from '../parties/rules.ts'
import { cancelMeetingsOf, lockParties, partiesOfPerson, saveBusy, saveParties } from '../parties/store.ts'
import { brokerageById } from '../setup/store.ts'
import { became } from '../timetable/facts.ts'
import { removeWishesAbout } from '../wishes/store.ts'

/** Leaves all 1:1 meetings as if by their own button, also those that are over; what was written from side to side goes. */
export const eraseMeetings: PersonEraser = {
  name: 'meetings',
  erase: async (tx, { id, words }, at) => {
    const told: Fact[] = []
    for (const { id: partyId } of await partiesOfPerson(tx, id, 'ever')) {
      const [party] = await lockParties(tx, [partyId])
      const brokerage = party && (await brokerageById(tx, party.brokerageId))
      if (!party || !brokerage) continue
      const cancelled = await cancelMeetingsOf(tx, party.id, at)
      await removeWishesAbout(tx, party.id)
      await saveBusy(tx, brokerage, party, [])
      await saveParties(tx, brokerage, [{ ...left(party, at), withdrawnAt: party.withdrawnAt ?? at }])
      if (party.withdrawnAt === null) told.push(facts.withdrawn(party))
      told.push(...cancelled.map((meeting) => became('cancelled', meeting, brokerage.eventId, party.id)))
    }
    await sql`update meeting set message = '', reason = haigui_without(reason, ${words}::text[])
      where person_a = ${id} or person_b = ${id}`.execute(tx)
    await sql`update meeting_next_step
      set note = case when person_id = ${id} then '' else haigui_without(note, ${words}::text[]) end
      where meeting_id in (select meeting.id from meeting where person_a = ${id} or person_b = ${id})`.execute(
      tx,
    )
    await sql`delete from meeting_invited where person_id = ${id}`.execute(tx)
    return told
  },
}
