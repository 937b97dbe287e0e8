import { visitor } from '#kernel/access'
import { type Instant, instant, plainDate, plus } from '#kernel/time'
import {
  askCode,
  openCeremony,
  queueContract,
  type SideId,
  signContract,
  signingCode,
  stateOutcome,
  type Terms,
} from '#modules/outcomes'
import { both } from './events.ts'
import type { Stage } from './programme.ts'
import type { Scene } from './scene.ts'

type Planned = {
  title: string
  first: string
  second: string
  terms: Terms
  /** For each side: whether it agreed to be published, or null when it has not signed. */
  signed: readonly [boolean | null, boolean | null]
}

const over = (force: 'intention' | 'binding', millions: number): Terms => ({
  type: 'contract',
  force,
  amount: { minor: millions * 100_000_000, currency: 'CNY' },
})

const planned: readonly Planned[] = [
  {
    title: 'Joint laboratory for integrated photonics',
    first: 'Thames Photonics (made up)',
    second: 'Xinghai Photonics (made up)',
    terms: over('binding', 12),
    signed: [true, true],
  },
  {
    title: 'Licence for battery separators',
    first: 'Cam Materials (made up)',
    second: 'Bohai Robotics (made up)',
    terms: over('binding', 3),
    signed: [true, true],
  },
  {
    title: 'Clinical software for the zone’s hospital',
    first: 'Forth Health (made up)',
    second: 'Lingshui Software (made up)',
    terms: over('intention', 5),
    signed: [true, false],
  },
  {
    title: 'Pilot line for marine sensors',
    first: 'Solent Sensing (made up)',
    second: 'Heishijiao Biotech (made up)',
    terms: { type: 'contract', force: 'intention', amount: null },
    signed: [true, null],
  },
  {
    title: 'Supply of inspection robots',
    first: 'Tyne Automation (made up)',
    second: 'Qixianling AI (made up)',
    terms: over('binding', 8),
    signed: [null, null],
  },
]

/** On the second day contracts are signed in the hall: two in public, one that a side keeps back, two that still wait. */
export async function addCeremony(
  scene: Scene,
  { cast, editionId, stations }: Stage,
  eventId: Parameters<typeof openCeremony.load>[1]['eventId'],
): Promise<void> {
  let at: Instant = instant('2019-07-05T01:30:00Z')
  const later = (minutes: number) => {
    at = plus(at, { minutes })
    scene.at(at)
  }
  later(0)
  const { id: ceremonyId } = await scene.as(cast.organiser).run(openCeremony, {
    editionId,
    eventId,
    title: both('Signing ceremony of the summit', '大会项目签约仪式'),
  })
  const signIt = signContract({ keys: scene.keys, files: scene.files })
  for (const [index, { title, first, second, terms, signed }] of planned.entries()) {
    later(6)
    const { outcome } = await scene.as(cast.londonLead).run(stateOutcome, {
      ...{ editionId, stationId: stations.london ?? null, eventId, terms, title, organisation: second },
      ...{ happenedOn: plainDate('2019-07-05'), madeUp: true },
    })
    const side = (organisation: string, which: string) => ({
      organisation,
      name: which === 'a' ? 'Alex Reed (made up)' : '王星（虚构）',
      email: `signs.${which}${index}@enterprise.example`,
      locale: which === 'a' ? ('en' as const) : ('zh' as const),
    })
    const { sides } = await scene.as(cast.organiser).run(queueContract, {
      ...{ ceremonyId, outcomeId: outcome.id, first: side(first, 'a'), second: side(second, 'b') },
    })
    for (const [which, publish] of signed.entries()) {
      const one = sides[which === 0 ? 0 : 1]
      if (publish === null) continue
      later(2)
      await sign(one.id, one.name, publish)
    }
  }

  async function sign(sideId: SideId, name: string, publish: boolean): Promise<void> {
    const use = scene.as(visitor)
    const { signing } = await use.run(askCode, { sideId })
    const side = signing.sides.find(({ id }) => id === sideId)
    if (!side) throw new Error('a side is asked before it is queued')
    const { refused } = await use.run(signIt, { sideId, name, publish, code: signingCode(scene.keys, side) })
    if (refused !== null) throw refused
  }
}
