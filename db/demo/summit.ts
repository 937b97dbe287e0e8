import type { Bilingual } from '#kernel/text'
import { plus } from '#kernel/time'
import type { Event } from '#modules/events'
import { addRooms, addSessions, both, holdEvent, local, openVenue, type Slot } from './events.ts'
import type { Stage } from './programme.ts'
import type { Scene } from './scene.ts'

const place = 'Asia/Shanghai'

/** Topics of the forum, three rooms side by side on two days. */
const topics: readonly Bilingual[] = [
  both('Marine engineering meets data', '海洋工程与数据'),
  both('New drugs, from laboratory to clinic', '新药：从实验室到临床'),
  both('Batteries after lithium', '锂之后的电池'),
  both('Machine vision in small factories', '中小工厂的机器视觉'),
  both('Software exports: ten years on', '软件出口十年回望'),
  both('Photonics for precision instruments', '光电子与精密仪器'),
  both('Hydrogen on the water', '船舶氢能'),
  both('Intellectual property for founders', '创业者的知识产权课'),
  both('Teaching robots by showing', '示教机器人'),
  both('Sensors for cold places', '寒冷环境传感器'),
  both('Smart ports', '智慧港口'),
  both('Rehabilitation at home', '居家康复技术'),
  both('Materials that mend themselves', '自修复材料'),
  both('Translation and speech technology', '翻译与语音技术'),
  both('Clean water at low cost', '低成本净水'),
  both('Financing the first three years', '创业前三年的融资'),
  both('Working with universities abroad', '与海外高校合作'),
  both('Satellite data for fisheries', '卫星数据与渔业'),
]

const speakers: readonly Bilingual[] = [
  both('Gao Yiming', '高一鸣'),
  both('Imogen Larkin', '伊莫金·拉金'),
  both('Luo Ruoxi', '罗若溪'),
  both('Kenji Okazawa', '冈泽健二'),
  both('Situ Haoran', '司徒浩然'),
  both('Annika Lindner', '安妮卡·林德纳'),
]

export async function addSummit(scene: Scene, stage: Stage): Promise<Event> {
  scene.at('2019-04-15T01:40:00Z')
  const by = stage.cast.organiser
  const venue = await openVenue(scene, by, {
    name: both('Xinghai Demo Convention Centre', '星海演示会议中心'),
    address: both('A made-up address in the High-tech Zone', '虚构地址，高新区'),
    city: both('Dalian', '大连'),
    country: 'CN',
    zone: place,
  })
  const rooms = await addRooms(scene, venue, [
    [both('Great hall', '大会堂'), 600],
    [both('Hall A', 'A厅'), 160],
    [both('Hall B', 'B厅'), 160],
    [both('Hall C', 'C厅'), 120],
    [both('Exhibition floor', '展区'), 1000],
  ])
  const [great, hallA, hallB, hallC, floor] = rooms
  const event = await holdEvent(scene, stage, {
    by,
    station: null,
    hostName: 'Dalian High-tech Industrial Zone 大连高新技术产业园区',
    slug: 'summit',
    kind: 'opening',
    title: both('The 20th summit in Dalian', '第20届海创周大会'),
    summary: both(
      'Three days of exhibition, forum, roadshows, recruitment and meetings.',
      '为期三天的展览、论坛、路演、招聘与洽谈。',
    ),
    body: both(
      'Scholars and founders come from the six stations; enterprises, investors and institutions of the host region meet them here. The programme of this demo is made up.',
      '来自六个海外工作站的学子和创业者与本地企业、投资机构、科研院所在此相聚。演示版日程为虚构。',
    ),
    venue,
    startsAt: local('07-04T09:00', place),
    endsAt: local('07-06T17:00', place),
    capacity: 300,
  })
  const one = (when: string, minutes: number, room: Slot['room'], kind: string, title: Bilingual): Slot => ({
    startsAt: local(when, place),
    minutes,
    room,
    kind,
    title,
  })
  const halls = [hallA, hallB, hallC]
  const forum = topics.map((title, index): Slot => {
    const day = index < 9 ? '07-04T14:00' : '07-05T09:30'
    const name = speakers[index % speakers.length] ?? both('', '')
    return {
      startsAt: plus(local(day, place), { minutes: Math.floor((index % 9) / 3) * 60 }),
      minutes: 50,
      room: halls[index % 3],
      kind: 'talk',
      title,
      speaker: { name, role: both('Speaker (made up)', '演讲嘉宾（虚构）') },
    }
  })
  await addSessions(scene, event, [
    one('07-04T09:00', 90, great, 'opening', both('Opening ceremony', '开幕式')),
    one(
      '07-04T10:45',
      75,
      great,
      'talk',
      both('Twenty years: what came of it, and how we know', '二十年：成果几何，何以为证'),
    ),
    one('07-04T13:00', 240, floor, 'exhibition', both('Exhibition: first day', '成果展（第一天）')),
    ...forum,
    one('07-05T09:00', 480, floor, 'exhibition', both('Exhibition: second day', '成果展（第二天）')),
    one('07-05T13:30', 120, hallA, 'roadshow', both('Roadshow: health and life science', '路演：生命健康')),
    one('07-05T13:30', 120, hallB, 'roadshow', both('Roadshow: information technology', '路演：信息技术')),
    one('07-05T13:30', 120, hallC, 'roadshow', both('Roadshow: energy and materials', '路演：能源与材料')),
    one('07-05T16:00', 90, great, 'recruitment', both('Open recruitment hour', '现场招聘')),
    one('07-06T09:00', 180, great, 'meetings', both('One-to-one meetings', '一对一洽谈')),
    one('07-06T13:30', 90, hallA, 'roadshow', both('Final of the roadshow', '路演总决赛')),
    one('07-06T15:15', 60, great, 'signing', both('Signing ceremony', '签约仪式')),
    one('07-06T16:15', 45, great, 'closing', both('Closing', '闭幕')),
  ])
  return event
}

const meetings = [
  ['silicon-valley', 'America/Los_Angeles', '05-11T13:00', 'US', both('Silicon Valley', '硅谷'), 'roadshow'],
  ['boston', 'America/New_York', '05-18T14:00', 'US', both('Boston', '波士顿'), 'promotion'],
  ['seattle', 'America/Los_Angeles', '05-25T13:00', 'US', both('Seattle', '西雅图'), 'promotion'],
  ['vancouver', 'America/Vancouver', '06-01T14:00', 'CA', both('Vancouver', '温哥华'), 'promotion'],
  ['tokyo', 'Asia/Tokyo', '06-08T14:00', 'JP', both('Tokyo', '东京'), 'recruitment'],
] as const

const kinds = {
  roadshow: both('roadshow', '项目路演'),
  promotion: both('promotion meeting', '推介会'),
  recruitment: both('recruitment meeting', '人才招聘会'),
}

/** One meeting of each of the other stations; Boston's own lead runs Boston's. */
export async function addStationEvents(scene: Scene, stage: Stage): Promise<readonly Event[]> {
  const events: Event[] = []
  for (const [station, zone, when, country, city, kind] of meetings) {
    scene.at('2019-03-27T03:00:00Z')
    const by = station === 'boston' ? stage.cast.bostonLead : stage.cast.organiser
    const venue = await openVenue(scene, by, {
      name: both(`${city.en} demo hall`, `${city.zh}演示会场`),
      address: both('A made-up address', '虚构地址'),
      city,
      country,
      zone,
    })
    const startsAt = local(when, zone)
    const event = await holdEvent(scene, stage, {
      by,
      station,
      hostName: `${city.en} station ${city.zh}工作站`,
      slug: `${station}-meeting`,
      kind,
      title: both(`${city.en} ${kinds[kind].en}`, `海创周${city.zh}${kinds[kind].zh}`),
      summary: both(
        `Meet the summit’s people in ${city.en}, show what you work on, and hear what is looked for in Dalian.`,
        `在${city.zh}与海创周团队面对面，展示你的项目，了解大连的需求。`,
      ),
      venue,
      startsAt,
      endsAt: plus(startsAt, { hours: 3 }),
      capacity: 60,
    })
    await addSessions(scene, event, [
      {
        startsAt,
        minutes: 60,
        room: undefined,
        kind: 'talk',
        title: both('The summit and what it offers', '海创周介绍'),
      },
      {
        startsAt: plus(startsAt, { hours: 1 }),
        minutes: 75,
        room: undefined,
        kind: 'roadshow',
        title: both('Projects from the region', '本地区项目展示'),
      },
      {
        startsAt: plus(startsAt, { minutes: 140 }),
        minutes: 40,
        room: undefined,
        kind: 'networking',
        title: both('Open exchange', '自由交流'),
      },
    ])
    events.push(event)
  }
  return events
}
