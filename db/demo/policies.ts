import { plainDate } from '#kernel/time'
import type { Person } from '#modules/people'
import {
  addBenefit,
  askBenefit,
  type Benefit,
  confirmTranche,
  decideClaim,
  type PolicyClaim,
  publishPolicy,
  putTranche,
} from '#modules/policies'
import { both } from './events.ts'
import type { Stage } from './programme.ts'
import type { Scene } from './scene.ts'

/** One document with two benefits, made up; what was asked, granted and paid by the day of the first statement. */
export async function addPolicies(scene: Scene, stage: Stage, people: readonly Person[]): Promise<void> {
  const { cast, editionId, enterprise, stations } = stage
  const [one, another] = [scene.as(cast.organiser), scene.as(cast.secondOrganiser)]
  scene.at('2019-02-18T03:00:00Z')
  const policy = await one.run(publishPolicy, {
    title: both(
      'Measures to support overseas scholars who found or work in the zone (made up)',
      '支持海外学子来区创业就业若干措施（虚构）',
    ),
    about: both(
      'Made up for the demo. Scholars who take up a post of at least two years in the zone are helped to settle in; enterprises that overseas scholars found here receive a grant to start.',
      '演示用虚构资料。来区就业满两年的海外学子可申领安家补助；海外学子在区内创办的企业可申领启动资金。',
    ),
    issuer: both('Dalian High-tech Industrial Zone (made-up document)', '大连高新技术产业园区（虚构文件）'),
    issuerNumber: '',
    sourceUrl: 'https://policies.example/2019/overseas-scholars',
    validFrom: plainDate('2019-01-01'),
    validUntil: null,
    madeUp: true,
  })
  const gives = (title: Benefit['title'], recipient: Benefit['recipient'], ceiling: number) =>
    one.run(addBenefit, { policyId: policy.id, title, recipient, currency: 'CNY', ceiling })
  const settling = await gives(both('Settling-in allowance', '安家补助'), 'person', 100_000_00)
  const founding = await gives(both('Start-up grant', '创业启动资金'), 'organisation', 500_000_00)

  const ask = (
    benefit: Benefit,
    recipient: Parameters<typeof forPerson>[0] | null,
    asked: number,
    nth: number,
  ) =>
    one.run(askBenefit, {
      ...{ benefitId: benefit.id, editionId, asked, madeUp: true },
      stationId: nth % 2 === 0 ? (stations.london ?? null) : null,
      recipient: recipient ? forPerson(recipient) : { kind: 'organisation', name: enterprise.name.en },
      askedOn: plainDate(`2019-07-${10 + nth}`),
      ground: 'Contract of three years, seen at the desk (made up)',
    })
  const claims: PolicyClaim[] = []
  scene.at('2019-07-24T02:00:00Z')
  for (const [nth, person] of people.slice(0, 9).entries())
    if (person.email) claims.push(await ask(settling, person, (6 + (nth % 4)) * 10_000_00, nth))
  const start = await ask(founding, null, 400_000_00, 9)

  scene.at('2019-08-06T06:30:00Z')
  // The last but one is refused, the last waits.
  const granted = [...claims.slice(0, 7), start]
  const tranches = []
  for (const claim of granted) {
    const half = claim.asked / 2
    const decided = await another.run(decideClaim, {
      claimId: claim.id,
      reason: 'Papers complete (made up)',
      tranches: [
        { minor: half, dueOn: plainDate('2019-09-01'), condition: '' },
        { minor: half, dueOn: plainDate('2020-09-01'), condition: 'Still in the zone after a year' },
      ],
    })
    tranches.push(decided.tranches[0])
  }
  const refused = claims[7]
  if (refused)
    await another.run(decideClaim, {
      claimId: refused.id,
      reason: 'The post is for one year; the benefit asks for two (made up)',
      tranches: null,
    })

  for (const [nth, tranche] of tranches.entries()) {
    if (!tranche) continue
    scene.at('2019-09-04T02:00:00Z')
    const paidOn = plainDate('2019-09-03')
    await one.run(putTranche, { trancheId: tranche.id, paidOn, reference: `DEMO-${201 + nth}` })
    // One of them nobody has confirmed yet.
    if (nth === 6) continue
    scene.at('2019-09-05T01:00:00Z')
    await another.run(confirmTranche, { trancheId: tranche.id })
  }
}

const forPerson = ({ email }: Pick<Person, 'email'>) => ({ kind: 'person' as const, email: email ?? '' })
