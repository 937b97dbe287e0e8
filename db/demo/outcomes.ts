import type { Actor } from '#kernel/access'
import { plainDate, shiftDate } from '#kernel/time'
import {
  addEvidence,
  correctOutcome,
  type Level,
  levels,
  type Outcome,
  stateOutcome,
  type Terms,
  verifyOutcome,
  withdrawOutcome,
} from '#modules/outcomes'
import type { Person } from '#modules/people'
import type { Stage } from './programme.ts'
import type { Scene } from './scene.ts'

const firms = [
  'Xinghai Photonics',
  'Bohai Robotics',
  'Lingshui Software',
  'Heishijiao Biotech',
  'Qixianling AI',
]
const titles: Record<Terms['type'], readonly string[]> = {
  post: ['Research engineer', 'Product lead', 'Visiting researcher', 'Laboratory head', 'Data scientist'],
  company: ['Company registered in the zone', 'Branch opened in the zone'],
  contract: ['Joint development', 'Technology licence', 'Seed investment', 'Supply agreement'],
}

const termsOf = (index: number): Terms => {
  if (index % 3 === 0)
    return {
      type: 'post',
      form: (['full_time', 'full_time', 'part_time', 'short_stay'] as const)[(index / 3) % 4] ?? 'full_time',
    }
  if (index % 3 === 1) return { type: 'company', registryNumber: `DEMO-2019-${1000 + index}` }
  const amount = { minor: (index + 3) * 1_250_000, currency: index % 2 === 0 ? 'CNY' : 'GBP' }
  return { type: 'contract', force: index % 4 === 1 ? 'intention' : 'binding', amount }
}

/** How far up the ladder each goes; every level has several. */
const goal = (index: number): Level =>
  (['documented', 'credentialed', 'witnessed', 'documented', 'confirmed', 'stated'] as const)[
    Math.floor(index / 3) % 6
  ] ?? 'stated'

const grounds: Record<Exclude<Level, 'stated'>, string> = {
  witnessed: 'I was there when it was signed. 签署时本人在场。',
  confirmed: 'The other side confirmed it in writing. 对方已书面确认。',
  documented: 'The document was seen and agrees with the entry. 已核对文件，与记录一致。',
  credentialed: 'The issuer’s credential was checked. 已核验签发机构的凭证。',
}

/** Weeks after the summit, what came of it is stated, shown and vouched for by others. */
export async function addOutcomes(
  scene: Scene,
  { cast, editionId, stations }: Stage,
  people: readonly Person[],
): Promise<void> {
  const london = stations.london ?? null
  const boston = stations.boston ?? null
  const made: Outcome[] = []
  for (let index = 0; index < 42; index += 1) {
    const terms = termsOf(index)
    const claimants: readonly (readonly [Actor, Outcome['stationId']])[] = [
      [cast.londonLead, london],
      [cast.organiser, null],
      [cast.bostonLead, boston],
      [cast.scholar, null],
    ]
    const [claimant, stationId] = claimants[index % 4] ?? [cast.organiser, null]
    const happenedOn = shiftDate(plainDate('2019-07-06'), { days: Math.floor(index * 1.2) })
    scene.at(`${shiftDate(happenedOn, { days: 3 })}T0${index % 8}:15:00Z`)
    const facts = {
      title: scene.random.pick(titles[terms.type]),
      organisation: `${scene.random.pick(firms)} (made up)`,
      happenedOn,
      terms,
    }
    const personId = people[index * 4]?.id ?? null
    const use = scene.as(claimant)
    const { outcome } = await use.run(stateOutcome, {
      ...facts,
      editionId,
      stationId,
      personId,
      madeUp: true,
    })
    made.push(outcome)
    await climb(scene, { cast }, outcome, goal(index), claimant)
  }
  const [, second, , fourth] = made
  scene.at('2019-09-16T06:30:00Z')
  if (second)
    await scene.as(cast.organiser).run(correctOutcome, {
      outcomeId: second.id,
      reason: 'The registry number had two digits exchanged. 注册号有两位数字颠倒。',
      title: second.title,
      organisation: second.organisation,
      happenedOn: second.happenedOn,
      terms: { type: 'company', registryNumber: 'DEMO-2019-1010' },
    })
  if (fourth)
    await scene.as(cast.scholar).run(withdrawOutcome, {
      outcomeId: fourth.id,
      reason: 'The offer was not taken up after all. 最终未接受该职位。',
    })
}

async function climb(
  scene: Scene,
  { cast }: Pick<Stage, 'cast'>,
  outcome: Outcome,
  to: Level,
  claimant: Actor,
): Promise<void> {
  const outcomeId = outcome.id
  const top = levels.indexOf(to)
  const later = (days: number) => scene.at(`${shiftDate(outcome.happenedOn, { days })}T08:40:00Z`)
  if (top >= levels.indexOf('documented')) {
    later(6)
    const link = `https://evidence.example/2019/${outcomeId}`
    const name = 'Signed copy (made up)'
    await scene.as(claimant).run(addEvidence, { outcomeId, name, evidence: { kind: 'link', link } })
  }
  if (top >= levels.indexOf('witnessed')) {
    later(8)
    await scene
      .as(cast.secondOrganiser)
      .run(verifyOutcome, { outcomeId, level: 'witnessed', reason: grounds.witnessed })
  }
  if (to === 'confirmed' || to === 'documented' || to === 'credentialed') {
    later(12)
    await scene.as(cast.verifier).run(verifyOutcome, { outcomeId, level: to, reason: grounds[to] })
  }
}
