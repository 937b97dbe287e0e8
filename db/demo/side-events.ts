import type { Bilingual } from '#kernel/text'
import { plus } from '#kernel/time'
import type { Festival } from '#modules/events'
import type { Person } from '#modules/people'
import { cancelEvent, changeEvent, releaseEvent } from '../../modules/events/commands/event.ts'
import { declineProposal, proposeEvent } from '../../modules/events/commands/proposal.ts'
import { both, local } from './events.ts'
import { place } from './london.ts'
import { actorOf } from './people.ts'
import type { Stage } from './programme.ts'
import type { Scene } from './scene.ts'

type Fate = 'released' | 'proposed' | 'declined' | 'cancelled' | 'moved'
type Side = {
  slug: string
  host: string
  stream: string
  when: string
  hours: number
  where: string
  title: Bilingual
  summary: Bilingual
  fate: Fate
}

const side = (
  [slug, host, stream]: readonly [string, string, string],
  [when, hours, where]: readonly [string, number, string],
  title: Bilingual,
  summary: Bilingual,
  fate: Fate = 'released',
): Side => ({ slug, host, stream, when, hours, where, title, summary, fate })

const sides: readonly Side[] = [
  side(
    ['robots-at-breakfast', 'Quayside Robotics', 'ai'],
    ['06-10T08:30', 2, 'Quayside Works'],
    both('Robots at breakfast', '机器人早餐会'),
    both('Three small robots, their makers, and coffee.', '三台小型机器人、它们的研发者和一杯咖啡。'),
  ),
  side(
    ['founders-clinic', 'Silverbirch Capital', 'startup'],
    ['06-10T14:00', 3, 'Silverbirch House'],
    both('Founders’ clinic: your first contract abroad', '创业门诊：第一份海外合同'),
    both('Lawyers and founders look at real questions.', '律师与创业者共同解答实际问题。'),
  ),
  side(
    ['light-for-medicine', 'Lumen Photonics', 'health'],
    ['06-11T10:00', 2, 'Lumen Studio'],
    both('Light for medicine', '光学与医疗'),
    both('Imaging that fits into a rucksack.', '可装进背包的医学成像设备。'),
  ),
  side(
    ['tides-and-turbines', 'Bluefin Marine Energy', 'green'],
    ['06-11T13:00', 3, 'Dock 7'],
    both('Tides and turbines', '潮汐与涡轮'),
    both('What coastal cities can learn from each other.', '沿海城市之间可以相互借鉴什么。'),
    'moved',
  ),
  side(
    ['speak-your-science', 'Northbridge Student Society', 'talent'],
    ['06-11T18:00', 2, 'Northbridge Union'],
    both('Speak your science', '讲好你的科研'),
    both('Doctoral students explain their work in five minutes.', '博士生用五分钟讲清自己的研究。'),
  ),
  side(
    ['payments-across-borders', 'Sagewell Software', 'finance'],
    ['06-12T09:30', 2, 'Sagewell Loft'],
    both('Payments across borders', '跨境支付'),
    both('A working session for small companies.', '面向小型企业的实务交流。'),
  ),
  side(
    ['women-who-found', 'Willow Street Network', 'startup'],
    ['06-12T19:00', 2, 'Willow Street 4'],
    both('Women who found', '女性创业者之夜'),
    both('Six founders on the year that nearly ended it.', '六位女性创业者讲述最艰难的一年。'),
  ),
  side(
    ['ai-in-the-lab', 'Tidewater AI Lab', 'ai'],
    ['06-13T10:00', 3, 'Tidewater Lab'],
    both('AI in the laboratory', '实验室里的人工智能'),
    both('Demonstrations and an open hour with the engineers.', '现场演示，并与工程师自由交流。'),
  ),
  side(
    ['materials-evening', 'Maple & Stone Materials', 'green'],
    ['06-13T17:30', 2, 'Stone Yard'],
    both('An evening of materials', '新材料之夜'),
    both('Samples to touch, people to ask.', '可触摸的样品，可请教的专家。'),
    'cancelled',
  ),
  side(
    ['chips-for-everyone', 'Eastport Semiconductors', 'ai'],
    ['06-14T11:00', 2, 'Eastport Centre'],
    both('Chips for everyone', '人人可用的芯片'),
    both('Open designs and who pays for them.', '开源芯片设计，以及由谁买单。'),
    'proposed',
  ),
  side(
    ['token-sale-live', 'Quick Return Club', 'finance'],
    ['06-14T15:00', 1, 'To be announced'],
    both('Token sale, live', '代币发售现场'),
    both('Members only. Bring your wallet.', '仅限会员，请携带钱包。'),
    'declined',
  ),
  side(
    ['farewell-picnic', 'Royal Oak Alumni', 'talent'],
    ['06-14T16:00', 3, 'Royal Oak Green'],
    both('Farewell picnic', '告别野餐会'),
    both('Everybody who is still in town.', '欢迎所有仍在伦敦的朋友。'),
    'proposed',
  ),
]

/** Twelve events of independent hosts: proposed by them, reviewed by the organisers. */
export async function addSideEvents(
  scene: Scene,
  { cast }: Stage,
  festival: Festival,
  hosts: readonly Person[],
): Promise<void> {
  const organiser = scene.as(cast.organiser)
  for (const [index, { when, hours, where, host, fate, ...facts }] of sides.entries()) {
    const proposer = hosts[index]
    if (!proposer) throw new Error('a side event without a host')
    const day = String(1 + index).padStart(2, '0')
    scene.at(`2019-04-${day}T1${index % 8}:20:00Z`)
    const startsAt = local(when, place)
    const proposed = await scene.as(actorOf(proposer)).run(proposeEvent, {
      ...facts,
      festivalId: festival.id,
      hostName: `${host} (made up, 虚构)`,
      startsAt,
      endsAt: plus(startsAt, { hours }),
      onlineUrl: null,
      place: where,
    })
    const eventId = proposed.event.id
    if (fate === 'proposed') continue
    scene.at(`2019-04-${day}T18:45:00Z`)
    if (fate === 'declined') {
      const reason =
        'The event is for members only and sells something. Side events are open to the public. 活动仅限会员且涉及销售，不符合向公众开放的要求。'
      await organiser.run(declineProposal, { eventId, reason })
      continue
    }
    const { event } = await organiser.run(releaseEvent, { eventId })
    if (fate === 'moved') {
      scene.at('2019-05-20T09:05:00Z')
      const later = plus(startsAt, { hours: 2 })
      await organiser.run(changeEvent, { ...event, eventId, startsAt: later, endsAt: plus(later, { hours }) })
    }
    if (fate === 'cancelled') {
      scene.at('2019-06-03T15:30:00Z')
      const reason = 'The host’s rooms are being repaired. 主办方场地正在维修。'
      await organiser.run(cancelEvent, { eventId, reason })
    }
  }
}
