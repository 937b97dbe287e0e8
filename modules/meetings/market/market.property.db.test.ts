import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { system } from '#kernel/access'
import { Refusal } from '#kernel/errors'
import { testDatabase } from '../../../tools/test/database.ts'
import { arrangeMeetings, arrangeWishes, personOf, the } from '../timetable/arrange.fixtures.ts'
import { meetingsOf } from '../timetable/store/meeting.ts'
import { editProposal, proposeMeeting } from './commands/ask.ts'
import { answerProposal, cancelMeeting } from './commands/end.ts'
import { expireHolds, offerFreed } from './commands/settle.ts'

const db = await testDatabase({ at: '2019-06-11T12:00:00Z' })
const live = db.clock.now()

const who = fc.nat(3)
const action = fc.oneof(
  fc.record({ do: fc.constant('propose' as const), from: who, to: who, slot: fc.nat(2) }),
  fc.record({ do: fc.constant('edit' as const), slot: fc.nat(2), which: fc.nat(5) }),
  fc.record({ do: fc.constant('answer' as const), yes: fc.boolean(), which: fc.nat(5) }),
  fc.record({ do: fc.constant('cancel' as const), which: fc.nat(5) }),
  fc.record({ do: fc.constant('wait' as const), minutes: fc.constantFrom(5, 40) }),
)

/** A refusal is an answer; anything else is a fault. */
const orRefused = (work: Promise<unknown>) =>
  work.catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error
  })

test('after any sequence of what people do in the market, nobody and no table sits twice, and every seat is a standing meeting’s', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(action, { minLength: 1, maxLength: 3 }), { maxLength: 10 }),
      async (rounds) => {
        db.clock.set(live)
        const at = await db.tx((tx) => arrangeMeetings(tx, { slots: 3, tables: 2 }))
        await db.tx((tx) =>
          arrangeWishes(tx, at, [
            [0, 2, 'must'],
            [1, 2, 'meet'],
            [1, 3, 'meet'],
          ]),
        )
        const party = (index: number) => the(at.parties, index)
        const all = () =>
          db.tx((tx) =>
            meetingsOf(tx, at.brokerageId, ['proposed', 'booked', 'declined', 'expired', 'cancelled']),
          )
        const ended = async () =>
          (await all()).filter(({ state }) => state !== 'proposed' && state !== 'booked')
        for (const round of rounds) {
          const meetings = await all()
          // What stands in one round is done at once, as by several phones.
          await Promise.all(
            round.map(async (each): Promise<void> => {
              const meeting =
                'which' in each ? meetings[each.which % Math.max(1, meetings.length)] : undefined
              const asks = meeting && at.parties.find(({ id }) => id === (meeting.proposedBy ?? meeting.a))
              const answers =
                meeting &&
                at.parties.find(({ id }) => (id === meeting.a || id === meeting.b) && id !== asks?.id)
              if (each.do === 'wait') db.clock.advance({ minutes: each.minutes })
              if (each.do === 'propose')
                await orRefused(
                  db.use(personOf(party(each.from))).run(proposeMeeting, {
                    partyId: party(each.from).id,
                    to: party(each.to).id,
                    slotId: the(at.slots, each.slot),
                    message: '',
                  }),
                )
              if (!meeting || !asks || !answers) return
              const about = { meetingId: meeting.id, partyId: asks.id }
              if (each.do === 'edit')
                await orRefused(
                  db
                    .use(personOf(asks))
                    .run(editProposal, { ...about, slotId: the(at.slots, each.slot), message: '' }),
                )
              if (each.do === 'cancel') await orRefused(db.use(personOf(asks)).run(cancelMeeting, about))
              if (each.do === 'answer')
                await orRefused(
                  db
                    .use(personOf(answers))
                    .run(answerProposal, { meetingId: meeting.id, partyId: answers.id, yes: each.yes }),
                )
            }),
          )
          await db.use(system('test')).run(expireHolds, { brokerageId: at.brokerageId })
          for (const { id } of await ended())
            await orRefused(db.use(system('test')).run(offerFreed, { meetingId: id }))
        }
        const standing = (await all()).filter(({ state }) => state === 'proposed' || state === 'booked')
        const places = standing.flatMap(({ a, b, slotId, tableId }) =>
          [a, b, tableId].map((one) => `${one} ${slotId}`),
        )
        expect(new Set(places).size).toBe(places.length)
        const seats = await db.tx((tx) =>
          sql<{
            id: string
          }>`select meeting_id as id from meeting_seat join meeting on meeting.id = meeting_id
          where brokerage_id = ${at.brokerageId}`.execute(tx),
        )
        expect(seats.rows.map(({ id }) => id).sort()).toEqual(
          standing.flatMap(({ id }) => [id, id, id]).sort(),
        )
      },
    ),
    { numRuns: 25 },
  )
})
