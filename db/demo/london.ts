import { newId } from '#kernel/ids'
import { plainDate, zone } from '#kernel/time'
import { type Event, type Festival, insertFestival } from '#modules/events'
import { addRooms, addSessions, both, holdEvent, local, openVenue } from './events.ts'
import type { Stage } from './programme.ts'
import type { Scene } from './scene.ts'

export const place = 'Europe/London'

/** London Tech Week: what it asks of the events of independent hosts. */
export async function addFestival(scene: Scene, stage: Stage): Promise<Festival> {
  scene.at('2019-02-25T10:00:00Z')
  const festival: Festival = {
    id: newId<'festival'>(),
    editionId: stage.editionId,
    slug: 'london-tech-week',
    name: both('London Tech Week 2019', '2019伦敦科技周'),
    area: both('London', '伦敦'),
    zone: zone(place),
    startsOn: plainDate('2019-06-10'),
    endsOn: plainDate('2019-06-14'),
    streams: [
      { key: 'talent', name: both('Talent and skills', '人才与技能') },
      { key: 'ai', name: both('Artificial intelligence', '人工智能') },
      { key: 'health', name: both('Health technology', '医疗科技') },
      { key: 'green', name: both('Clean technology', '绿色科技') },
      { key: 'finance', name: both('Financial technology', '金融科技') },
      { key: 'startup', name: both('Start-ups and investment', '创业与投资') },
    ],
    criteria: both(
      'Your event takes place in London between 10 and 14 June 2019, belongs to one of the streams, is open to people beyond your own organisation, and says plainly who hosts it. You remain its host: you run it and answer for it.',
      '活动须于2019年6月10日至14日在伦敦举行，属于其中一个板块，面向主办方以外的公众开放，并明确注明主办方。活动由主办方自行组织并承担责任。',
    ),
  }
  await scene.step((tx) => insertFestival(tx, festival))
  return festival
}

/** The promotion meeting of 12 June 2019: host-side introduction, a guest's own story, the video, open exchange. */
export async function addPromotion(scene: Scene, stage: Stage, festival: Festival): Promise<Event> {
  scene.at('2019-04-08T09:15:00Z')
  const by = stage.cast.londonLead
  const venue = await openVenue(scene, by, {
    name: both('Thames Exchange Hall (demo venue)', '泰晤士会议厅（演示场地）'),
    address: both('A made-up address by the river', '虚构地址，泰晤士河畔'),
    city: both('London', '伦敦'),
    country: 'GB',
    zone: place,
  })
  const rooms = await addRooms(scene, venue, [
    [both('Main hall', '主会场'), 140],
    [both('Foyer', '前厅'), 120],
  ])
  const [hall, foyer] = rooms
  const event = await holdEvent(scene, stage, {
    by,
    station: 'london',
    festivalId: festival.id,
    hostName: 'London Representative Office 伦敦代表处',
    slug: 'london-promotion-meeting',
    kind: 'promotion',
    title: both('CHINAOCS promotion meeting at London Tech Week', '海创周伦敦科技周推介会'),
    summary: both(
      'What the summit in Dalian offers to founders and researchers: the project, the policies, the city, and the story of somebody who went.',
      '面向创业者和科研人员介绍大连海创周：项目、政策、创业环境，以及一位归国嘉宾的亲身经历。',
    ),
    body: both(
      'The London station and the British-Chinese Youth Entrepreneurship Association invite students, researchers, founders and investors. The meeting is held in Chinese and English. Admission is free; a place has to be asked for.',
      '伦敦工作站与英中青年创业协会诚邀留学生、科研人员、创业者和投资人参加。会议以中英双语进行，免费入场，须提前报名。',
    ),
    stream: 'talent',
    venue,
    startsAt: local('06-12T14:00', place),
    endsAt: local('06-12T18:00', place),
    capacity: 120,
  })
  const host = both('Host-side introduction', '主办方介绍')
  await addSessions(scene, event, [
    {
      startsAt: local('06-12T14:00', place),
      minutes: 15,
      room: hall,
      kind: 'opening',
      title: both('Welcome', '致辞'),
      speaker: {
        name: both('Fang Yuan', '方远'),
        role: both('Lead of the London station', '伦敦工作站负责人'),
      },
    },
    {
      startsAt: local('06-12T14:15', place),
      minutes: 30,
      room: hall,
      kind: 'talk',
      title: both('The project: what the 20th summit brings together', '项目介绍：第20届海创周'),
      abstract: both(
        'Exhibition, roadshows, recruitment and one-to-one meetings in Dalian from 4 to 6 July.',
        '7月4日至6日在大连举办成果展示、项目路演、人才招聘和一对一洽谈。',
      ),
      speaker: { name: both('Sun Lin', '孙琳'), role: host },
    },
    {
      startsAt: local('06-12T14:45', place),
      minutes: 30,
      room: hall,
      kind: 'talk',
      title: both('The policy: support for founders who come', '政策解读：创业扶持措施'),
      speaker: { name: both('Yu Haibo', '于海波'), role: host },
    },
    {
      startsAt: local('06-12T15:15', place),
      minutes: 30,
      room: hall,
      kind: 'talk',
      title: both('Dalian’s environment for founders', '大连的创业环境'),
      speaker: { name: both('Sun Lin', '孙琳'), role: host },
    },
    {
      startsAt: local('06-12T15:45', place),
      minutes: 10,
      room: hall,
      kind: 'video',
      title: both('Promotional video', '宣传片'),
    },
    {
      startsAt: local('06-12T15:55', place),
      minutes: 35,
      room: hall,
      kind: 'talk',
      title: both('Going back: a guest’s own story', '归来：一位嘉宾的亲身经历'),
      language: 'zh',
      speaker: {
        name: both('Zheng Chengzhi', '郑承志'),
        role: both('Founder who returned (made up)', '归国创业者（虚构）'),
      },
    },
    {
      startsAt: local('06-12T16:30', place),
      minutes: 90,
      room: foyer,
      kind: 'networking',
      title: both('Open exchange', '自由交流'),
    },
  ])
  return event
}
