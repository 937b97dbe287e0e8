import { dateIn, fromLocal, plus, zone } from '#kernel/time'
import type { Event } from '#modules/events'
import type { Person } from '#modules/people'
import { cancelOwn } from '#modules/registration'
import { both, holdEvent, openVenue } from './events.ts'
import { addCategories, ask, inState } from './places.ts'
import type { Stage } from './programme.ts'
import type { Scene } from './scene.ts'

/**
 * The one event ahead of today, so that a visitor can register and staff have something to decide.
 * Whoever stands on its list has a place in this edition already: the released statement still counts to the same
 * numbers. The nineteenth is the first in line and is offered a place that comes back.
 */
export async function addAlumniEvening(
  scene: Scene,
  stage: Stage,
  people: readonly Person[],
): Promise<Event> {
  const place = 'Europe/London'
  scene.at(plus(scene.now, { days: -6 }))
  const by = stage.cast.londonLead
  const venue = await openVenue(scene, by, {
    name: both('Reading Room (demo venue)', '阅览室（演示场地）'),
    address: both('A made-up address', '虚构地址'),
    city: both('London', '伦敦'),
    country: 'GB',
    zone: place,
  })
  const day = dateIn(plus(scene.now, { days: 30 }), zone(place))
  const event = await holdEvent(scene, stage, {
    by,
    station: 'london',
    hostName: 'London Representative Office 伦敦代表处',
    slug: 'alumni-evening',
    kind: 'reception',
    title: both('Alumni evening (demo)', '海创周校友之夜（演示）'),
    summary: both(
      'A made-up evening, always thirty days ahead when the demo is loaded: try how registering works.',
      '虚构活动，时间为演示数据载入后的三十天：可在此体验报名流程。',
    ),
    body: both(
      'This event does not take place. Register with any address that ends in example.org; nothing leaves this machine.',
      '本活动并不真实举行。请使用以example.org结尾的邮箱体验报名，任何信息都不会离开本机。',
    ),
    venue,
    startsAt: fromLocal(`${day}T18:30`, zone(place)),
    endsAt: fromLocal(`${day}T21:00`, zone(place)),
    capacity: 60,
  })
  const [reviewed, limited, invited] = await addCategories(scene, event, [
    {
      name: both('Founders (with approval)', '创业者（须审核）'),
      about: both('The London station looks at each request.', '每份申请由伦敦工作站审核。'),
      approval: true,
      quota: 25,
    },
    {
      name: both('Guests (limited, with waiting list)', '来宾（名额有限，可候补）'),
      about: both('When all places are taken you join the line.', '名额已满时自动进入候补。'),
      quota: 12,
    },
    {
      name: both('By invitation', '特邀嘉宾'),
      about: both('With the personal link of an invitation.', '凭邀请函中的专属链接报名。'),
      invitationOnly: true,
      quota: 10,
    },
  ])
  scene.at(plus(scene.now, { days: -5 }))
  await ask(scene, event, reviewed, people.slice(0, 6))
  const guests = await ask(scene, event, limited, people.slice(6, 22))
  await ask(scene, event, invited, people.slice(22), by)
  // The place that comes back is kept for the first in line, who has two days to take it.
  scene.at(plus(scene.now, { hours: -2 }))
  const [first] = inState(guests, 'admitted')
  if (first)
    await scene
      .as({ kind: 'person', personId: first.personId, grants: [] })
      .run(cancelOwn, { registrationId: first.id })
  return event
}
