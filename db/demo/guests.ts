import type { Actor } from '#kernel/access'
import { plus } from '#kernel/time'
import type { Event } from '#modules/events'
import { findPerson, type Person } from '#modules/people'
import { acceptOffer, cancelOwn, moveGuests, type Registration } from '#modules/registration'
import { both } from './events.ts'
import { addCategories, ask, checkIn, inState } from './places.ts'
import type { Stage } from './programme.ts'
import type { Scene } from './scene.ts'

const idsOf = (list: readonly Registration[]) => list.map(({ id }) => id)

const guest = ({ personId }: Registration): Actor => ({ kind: 'person', personId, grants: [] })

/** Places come back and are offered to who waits; the first offer is taken, the others end before the event. */
async function giveBack(scene: Scene, list: readonly Registration[]): Promise<void> {
  const offers: Registration[] = []
  for (const one of list) {
    const { moved } = await scene.as(guest(one)).run(cancelOwn, { registrationId: one.id })
    offers.push(
      ...inState(
        moved.map(({ registration }) => registration),
        'offered',
      ),
    )
  }
  const [first] = offers
  if (!first) return
  scene.at(plus(scene.as(guest(first)).now(), { hours: 20 }))
  await scene.as(guest(first)).run(acceptOffer, { registrationId: first.id })
}

/** London: a quota that fills, a category that is looked through, and guests of honour. */
export async function fillPromotion(
  scene: Scene,
  { cast }: Stage,
  event: Event,
  people: readonly Person[],
): Promise<void> {
  const lead = scene.as(cast.londonLead)
  scene.at('2019-04-09T10:00:00Z')
  const [scholars, founders, honour] = await addCategories(scene, event, [
    { name: both('Students and researchers', '留学生与科研人员'), quota: 62 },
    { name: both('Founders and companies', '创业者与企业'), quota: 34, approval: true },
    { name: both('Guests of honour', '特邀嘉宾'), quota: 20, invitationOnly: true },
  ])
  const first: Registration[] = []
  const asked: Registration[] = []
  for (let wave = 0; wave < 5; wave += 1) {
    scene.at(`2019-04-${String(12 + wave * 3)}T1${wave}:25:00Z`)
    first.push(...(await ask(scene, event, scholars, people.slice(wave * 15, wave * 15 + 15))))
    asked.push(...(await ask(scene, event, founders, people.slice(80 + wave * 9, 89 + wave * 9))))
    if (wave === 1) await ask(scene, event, honour, people.slice(130, 145), cast.londonLead)
  }
  scene.at('2019-05-06T11:10:00Z')
  const ids = idsOf(inState(asked, 'pending'))
  await lead.run(moveGuests, { eventId: event.id, ids: ids.slice(0, 24), action: 'approve' })
  await scene
    .as(cast.londonStaff)
    .run(moveGuests, { eventId: event.id, ids: ids.slice(24, 30), action: 'approve' })
  scene.at('2019-05-13T15:40:00Z')
  const reason = 'Asked for a stand; this meeting has none. 申请展位，但本次推介会不设展位。'
  await lead.run(moveGuests, { eventId: event.id, ids: ids.slice(30, 36), action: 'decline', reason })
  scene.at('2019-05-27T08:30:00Z')
  await giveBack(scene, inState(first, 'admitted').slice(3, 7))
  await checkIn(scene, event, cast.crew, 0.82)
}

export async function fillStation(
  scene: Scene,
  { cast }: Stage,
  event: Event,
  people: readonly Person[],
): Promise<void> {
  const by: Actor = event.slug === 'boston-meeting' ? cast.bostonLead : cast.organiser
  scene.at('2019-03-29T06:00:00Z')
  const [guests] = await addCategories(scene, event, [
    { name: both('Guests', '来宾'), quota: 28, waitingList: true, approval: event.slug === 'boston-meeting' },
  ])
  scene.at('2019-04-05T18:30:00Z')
  const asked = await ask(scene, event, guests, people.slice(0, 18))
  scene.at('2019-04-17T20:05:00Z')
  asked.push(...(await ask(scene, event, guests, people.slice(18))))
  const pending = idsOf(inState(asked, 'pending'))
  scene.at('2019-04-24T19:00:00Z')
  if (pending.length > 4)
    await scene.as(by).run(moveGuests, { eventId: event.id, ids: pending.slice(0, -4), action: 'approve' })
  await giveBack(scene, inState(asked, 'admitted').slice(0, 2))
  await checkIn(scene, event, by, 0.78)
}

/** Dalian: people of all stations, enterprises and investors of the host region, the press. */
export async function fillSummit(
  scene: Scene,
  { cast }: Stage,
  event: Event,
  people: readonly Person[],
): Promise<void> {
  scene.at('2019-04-16T02:00:00Z')
  const [scholars, companies, press] = await addCategories(scene, event, [
    { name: both('Overseas scholars and founders', '海外学子与创业者'), quota: 190, approval: true },
    { name: both('Enterprises and investors', '企业与投资机构'), quota: 60 },
    { name: both('Press', '媒体'), quota: 15, waitingList: false },
  ])
  const asked: Registration[] = []
  for (let wave = 0; wave < 4; wave += 1) {
    scene.at(`2019-05-${String(8 + wave * 7).padStart(2, '0')}T0${wave + 1}:50:00Z`)
    asked.push(...(await ask(scene, event, scholars, people.slice(wave * 52, wave * 52 + 52))))
  }
  const acts = await scene.step((tx) => findPerson(tx, cast.enterprise.personId))
  const firms = await ask(scene, event, companies, [...(acts ? [acts] : []), ...people.slice(210, 277)])
  await ask(scene, event, press, people.slice(280, 291))
  const pending = idsOf(inState(asked, 'pending'))
  const organiser = scene.as(cast.secondOrganiser)
  scene.at('2019-06-14T03:20:00Z')
  await organiser.run(moveGuests, { eventId: event.id, ids: pending.slice(0, 120), action: 'approve' })
  scene.at('2019-06-18T03:20:00Z')
  await scene
    .as(cast.desk)
    .run(moveGuests, { eventId: event.id, ids: pending.slice(120, 178), action: 'approve' })
  const reason =
    'Neither studied nor worked abroad, which this category asks for. 不符合本类别的海外学习或工作经历要求。'
  await organiser.run(moveGuests, {
    eventId: event.id,
    ids: pending.slice(178, 192),
    action: 'decline',
    reason,
  })
  scene.at(plus(event.startsAt, { days: -5 }))
  await giveBack(scene, inState(firms, 'admitted').slice(10, 13))
  await checkIn(scene, event, cast.crew, 0.86)
}
