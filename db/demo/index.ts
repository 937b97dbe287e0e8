import { sql } from 'kysely'
import { system } from '#kernel/access'
import { findPerson, readPersons } from '#modules/people'
import { findProgramme } from '#modules/programme'
import { registeredOf } from '#modules/registration'
import { addAlumniEvening } from './alumni.ts'
import { addCeremony } from './ceremony.ts'
import { addEarlierYears, addMoney } from './earlier.ts'
import { addFollowups } from './followup.ts'
import { fillPromotion, fillStation, fillSummit } from './guests.ts'
import { addIntroductions } from './introductions.ts'
import { addJudging } from './judging.ts'
import { addFestival, addPromotion } from './london.ts'
import { addEveningMeetings, addSummitMeetings } from './meetings.ts'
import { addOpenCall } from './open-call.ts'
import { addOutcomes, askEnterprise } from './outcomes.ts'
import { addPeople } from './people.ts'
import { addPolicies } from './policies.ts'
import { addProgramme } from './programme.ts'
import { addProjects } from './projects.ts'
import { addComingRoadshow, addFinal } from './roadshow.ts'
import { type DemoPorts, play, requestId } from './scene.ts'
import { addShow } from './show.ts'
import { addSideEvents } from './side-events.ts'
import { addClaims, addStatement } from './statement.ts'
import { addStationEvents, addSummit } from './summit.ts'
import { addSummitTimetable } from './timetable.ts'

export { demoAccounts } from './accounts.ts'
export type { DemoPorts } from './scene.ts'

/**
 * Fills an empty database with the twentieth edition, in one transaction and by the rules of the product.
 * Where a programme exists it does nothing. People, addresses, registrations and outcomes are made up.
 * Call it before the worker starts: what happened in 2019 is not told to anybody again.
 */
export async function loadDemo(ports: DemoPorts): Promise<void> {
  const isEmpty = await ports.database.transact(
    system('demo.load'),
    'actor',
    async (tx) => (await findProgramme(tx)) === undefined,
  )
  if (!isEmpty) return
  await play(ports, async (scene) => {
    const stage = await addProgramme(scene)
    await addClaims(scene, stage)
    const guests = await addPeople(scene)
    const scholar = await scene.step((tx) => findPerson(tx, stage.cast.scholar.personId))
    const people = scholar ? [scholar, ...guests] : guests
    const festival = await addFestival(scene, stage)
    const meetings = await addStationEvents(scene, stage)
    await addSideEvents(scene, stage, festival, people.slice(380))
    await addIntroductions(scene, stage, people.slice(40, 42))
    const promotion = await addPromotion(scene, stage, festival)
    const summit = await addSummit(scene, stage)
    for (const [index, meeting] of meetings.entries())
      await fillStation(scene, stage, meeting, people.slice(150 + index * 34, 184 + index * 34))
    await fillPromotion(scene, stage, promotion, people)
    await fillSummit(scene, stage, summit, people)
    await addProjects(scene, stage, people.slice(200))
    await addOpenCall(scene, stage)
    await addJudging(scene, stage, people.slice(300))
    await addFinal(scene, stage, summit)
    await addShow(scene, stage)
    await addSummitMeetings(scene, stage, summit, people)
    await addSummitTimetable(scene, stage, summit)
    await addCeremony(scene, stage, summit.id)
    await addOutcomes(scene, stage, people)
    await addPolicies(scene, stage, people.slice(60, 70))
    await addEarlierYears(scene, stage, people)
    await addMoney(scene, stage)
    await addStatement(scene, stage)
    await addFollowups(scene)
    await scene.step((tx) =>
      sql`update outbox set delivered_at = at where delivered_at is null and request_id = ${requestId}`.execute(
        tx,
      ),
    )
    await askEnterprise(scene, stage)
    const admitted = await scene.step(async (tx) => {
      const rows = await registeredOf(tx, { editionId: stage.editionId })
      const scholarId = stage.cast.scholar.personId
      const enterpriseId = stage.cast.enterprise.personId
      const others = [...new Set(rows.map(({ personId }) => personId))].filter(
        (id) => id !== scholarId && id !== enterpriseId,
      )
      // The scholar of the demo stands first in line there, and finds an offer to take; the enterprise is invited.
      const ids = [...others.slice(0, 18), scholarId, ...others.slice(18, 21), enterpriseId]
      // Two of them have money to place, the last two.
      ids.push(...others.slice(21, 25))
      const known = await readPersons(tx, ids)
      return ids.flatMap((id) => known.get(id) ?? [])
    })
    const evening = await addAlumniEvening(scene, stage, admitted)
    await addEveningMeetings(scene, stage, evening, admitted)
    await addComingRoadshow(scene, stage, evening)
  })
}
