import type { Actor } from '#kernel/access'
import { type Instant, instant, plainDate, plus, shiftDate } from '#kernel/time'
import {
  askConfirmation,
  correctOutcome,
  type Level,
  movesMoney,
  type Outcome,
  type OutcomeType,
  outcomesFor,
  stateOutcome,
  type Terms,
  verifyOutcome,
  withdrawOutcome,
} from '#modules/outcomes'
import { letStationSee, type Person } from '#modules/people'
import { introductionsStanding } from '#modules/stations'
import { accounts } from './accounts.ts'
import {
  confirm,
  credential,
  type Issuer,
  newIssuer,
  putForward,
  showCopy,
  showCredential,
  trustIssuer,
} from './evidence.ts'
import type { Stage } from './programme.ts'
import type { Scene } from './scene.ts'

/** The first is the one that somebody acts for. */
const firms = [
  'Xinghai Photonics',
  'Bohai Robotics',
  'Lingshui Software',
  'Heishijiao Biotech',
  'Qixianling AI',
] as const
const titles: Record<OutcomeType, readonly string[]> = {
  post: ['Research engineer', 'Product lead', 'Visiting researcher', 'Laboratory head', 'Data scientist'],
  company: ['Company registered in the zone', 'Branch opened in the zone'],
  landing: ['Pilot line moved into the park', 'Project took space in the incubator'],
  investment: ['Seed investment', 'Series A investment'],
  contract: ['Joint development', 'Technology licence', 'Supply agreement'],
  jobs: ['Jobs at the new laboratory', 'Jobs at the new branch'],
  patent: ['Sensor calibration method', 'Battery separator'],
  award: ['Prize of the project final'],
}

/** Which type each outcome is, over and over. */
const types: readonly OutcomeType[] = [
  ...(['post', 'company', 'contract', 'post', 'investment', 'contract', 'post'] as const),
  ...(['company', 'landing', 'post', 'jobs', 'contract', 'patent', 'award'] as const),
]
const typeOf = (index: number): OutcomeType => types[index % types.length] ?? 'post'
/** The how-manieth of its type. */
const place = (index: number): number =>
  Array.from({ length: index }, (_, before) => typeOf(before)).filter((type) => type === typeOf(index)).length

function termsOf(index: number): Terms {
  const type = typeOf(index)
  const nth = place(index)
  const amount = { minor: (index + 3) * 1_250_000, currency: index % 2 === 0 ? 'CNY' : 'GBP' }
  switch (type) {
    case 'post':
      return {
        type,
        form: (['full_time', 'full_time', 'part_time', 'short_stay'] as const)[nth % 4] ?? 'full_time',
      }
    case 'company':
      return { type, registryNumber: `DEMO-2019-${1000 + index}` }
    case 'landing':
      return { type, place: 'Dalian High-tech Industrial Zone' }
    case 'investment':
      return { type, stage: nth % 3 === 1 ? 'committed' : 'paid', amount }
    case 'contract':
      return { type, force: nth % 3 === 2 ? 'intention' : 'binding', amount }
    case 'jobs':
      return { type, count: 4 + nth * 3 }
    case 'patent':
      return {
        type,
        office: 'CNIPA',
        number: `DEMO-2019-2${index}`,
        stage: nth % 2 === 0 ? 'applied' : 'granted',
      }
    case 'award':
      return { type, awardedBy: 'Jury of the final (made up)' }
  }
}

/** Days ago, the enterprise was asked about what is still only this side's word. */
export async function askEnterprise(scene: Scene, { cast, enterprise, editionId }: Stage): Promise<void> {
  scene.at(plus(scene.now, { days: -3 }))
  const open = await scene.step((tx) => outcomesFor(tx, { organisationId: enterprise.id, editionId }))
  const email = accounts.find(({ key }) => key === 'enterprise')?.email ?? ''
  for (const { id, level } of open)
    if (level === 'stated' || level === 'witnessed')
      await scene.as(cast.secondOrganiser).run(askConfirmation, {
        ...{ outcomeId: id, email, name: '秦嘉慧（虚构）', locale: 'zh' },
      })
}

/** How far up the ladder each goes; every level has several. */
const goal = (index: number): Level =>
  (['documented', 'credentialed', 'witnessed', 'documented', 'confirmed', 'stated'] as const)[
    place(index) % 6
  ] ?? 'stated'

const grounds = {
  witnessed: 'I was there when it was signed. 签署时本人在场。',
  documented: 'The document was seen and agrees with the entry. 已核对文件，与记录一致。',
}

const stated = (made: ReadonlyMap<number, Outcome>, index: number): Outcome => {
  const outcome = made.get(index)
  if (!outcome) throw new Error('an outcome is vouched for before it is stated')
  return outcome
}

const university = { en: 'Xinghai University (made up)', zh: '星海大学（虚构）' }

type Step = { at: Instant; take(): Promise<unknown> }

/** Weeks after the summit, what came of it is stated, shown and vouched for by others; in the order of time. */
export async function addOutcomes(scene: Scene, stage: Stage, people: readonly Person[]): Promise<void> {
  const { cast } = stage
  const made = new Map<number, Outcome>()
  const issuer = newIssuer()
  const steps = Array.from({ length: 42 }, (_, index) =>
    stepsOf(scene, stage, people, index, made, issuer),
  ).flat()
  steps.push(
    {
      at: instant('2019-07-03T02:10:00Z'),
      take: () => trustIssuer(scene, issuer, cast.organiser, cast.secondOrganiser),
    },
    {
      at: instant('2019-09-02T03:25:00Z'),
      take: () => putForward(scene, newIssuer(), cast.secondOrganiser, university),
    },
    {
      at: instant('2019-09-16T06:30:00Z'),
      take: () => {
        const { id: outcomeId, title, organisation, happenedOn } = stated(made, 1)
        return scene.as(cast.organiser).run(correctOutcome, {
          ...{ outcomeId, title, organisation, happenedOn },
          reason: 'The registry number had two digits exchanged. 注册号有两位数字颠倒。',
          terms: { type: 'company', registryNumber: 'DEMO-2019-1100' },
        })
      },
    },
    {
      at: instant('2019-09-18T14:05:00Z'),
      take: () =>
        scene.as(cast.bostonLead).run(withdrawOutcome, {
          outcomeId: stated(made, 6).id,
          reason: 'The offer was not taken up after all. 最终未接受该职位。',
        }),
    },
  )
  for (const { at, take } of steps.toSorted((a, b) => (a.at < b.at ? -1 : 1))) {
    scene.at(at)
    await take()
  }
}

/** One outcome: stated by one, shown, then vouched for by others as far as it goes. */
function stepsOf(
  scene: Scene,
  { cast, editionId, stations, enterprise }: Stage,
  people: readonly Person[],
  index: number,
  made: Map<number, Outcome>,
  issuer: Issuer,
): Step[] {
  const person = people[index * 4]
  // Every fourth is claimed by the person it is about, two of them by the scholar whom a visitor can be.
  const self: Actor =
    index < 8 || !person ? cast.scholar : { kind: 'person', personId: person.id, grants: [] }
  const claimants = [
    [cast.londonLead, stations.london ?? null],
    [cast.organiser, null],
    [cast.bostonLead, stations.boston ?? null],
    [self, null],
  ] as const
  const [claimant, stationId] = claimants[index % 4] ?? [cast.organiser, null]
  const terms = termsOf(index)
  const to = goal(index)
  const happenedOn = shiftDate(plainDate('2019-07-06'), { days: Math.floor(index * 1.2) })
  const after = (days: number, clock: string) => instant(`${shiftDate(happenedOn, { days })}T${clock}:00Z`)
  const outcomeId = () => stated(made, index).id
  const title = scene.random.pick(titles[terms.type])
  const picked = scene.random.pick(firms)
  // Every second post is at the enterprise that somebody acts for: of few, nobody is shown how long hires stay.
  const firm = terms.type === 'post' && place(index) % 2 === 0 ? firms[0] : picked
  const facts = {
    ...{ editionId, stationId, happenedOn, terms, title },
    organisation: `${firm} (made up)`,
    organisationId: firm === firms[0] ? enterprise.id : null,
    personId: claimant === cast.scholar ? cast.scholar.personId : (person?.id ?? null),
    madeUp: true,
  }
  const vouch = (by: Actor, level: keyof typeof grounds) => () =>
    scene.as(by).run(verifyOutcome, { outcomeId: outcomeId(), level, reason: grounds[level] })
  const isClaimed: Step = {
    at: after(3, `0${index % 8}:15`),
    take: async () => {
      const { personId } = facts
      // A station states what came of people it knows.
      if (stationId && personId) await scene.step((tx) => letStationSee(tx, personId, stationId))
      // London brought the enterprise: what came of it is to London's credit, also where the host wrote it down.
      const sees = claimant === cast.londonLead || claimant === cast.organiser
      const brought =
        firm === firms[0] && sees ? await scene.step((tx) => introductionsStanding(tx, editionId, 200)) : []
      const introductionId = brought.find(({ kind }) => kind === 'enterprise')?.id ?? null
      made.set(index, (await scene.as(claimant).run(stateOutcome, { ...facts, introductionId })).outcome)
    },
  }
  const isSeen: Step = { at: after(8, '09:10'), take: vouch(cast.secondOrganiser, 'witnessed') }
  const seconded = movesMoney(terms)
  switch (to) {
    case 'stated':
      return [isClaimed]
    case 'witnessed':
      return [isClaimed, isSeen]
    case 'confirmed':
      return [
        isClaimed,
        isSeen,
        { at: after(12, '09:40'), take: () => confirm(scene, claimant, outcomeId()) },
      ]
    case 'documented':
      return [
        isClaimed,
        { at: after(6, '08:40'), take: () => showCopy(scene, claimant, outcomeId()) },
        isSeen,
        { at: after(12, '09:40'), take: vouch(cast.verifier, 'documented') },
        ...(seconded ? [{ at: after(15, '07:20'), take: vouch(cast.secondVerifier, 'documented') }] : []),
      ]
    case 'credentialed': {
      const give = (by: Actor) => () => credential(scene, by, outcomeId())
      return [
        isClaimed,
        {
          at: after(6, '08:40'),
          take: () => showCredential(scene, issuer, claimant, outcomeId(), happenedOn),
        },
        isSeen,
        { at: after(12, '09:40'), take: give(cast.verifier) },
        ...(seconded ? [{ at: after(15, '07:20'), take: give(cast.secondVerifier) }] : []),
      ]
    }
  }
}
