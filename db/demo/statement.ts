import { newId } from '#kernel/ids'
import type { Bilingual } from '#kernel/text'
import { type Claim, draftStatement, insertClaim, library, releaseStatement } from '#modules/statements'
import { both } from './events.ts'
import type { Stage } from './programme.ts'
import type { Scene } from './scene.ts'

type Source = Pick<Claim, 'statedOn' | 'sourceTitle' | 'sourceUrl'>

const in2017: Source = {
  statedOn: '2017',
  sourceTitle: 'Runsky, report on the summit of 2017 (calls its figures incomplete)',
  sourceUrl: 'http://english.runsky.com/2017-07/06/content_5721120.htm',
}
const in2019: Source = {
  statedOn: '2019',
  sourceTitle: 'Centi Group, the 20th summit at London Tech Week',
  sourceUrl:
    'https://www.centi.group/post/the-20th-china-overseas-scholar-innovation-summit-in-london-tech-week',
}
const in2020: Source = {
  statedOn: '2020',
  sourceTitle: 'Centi Group, CHINAOCS over twenty years',
  sourceUrl:
    'https://www.centi.group/post/chinaocs-a-carrier-for-dalian-city-to-introduce-advanced-innovation-talents-for-20-years',
}

const posts = both('Took up posts', '归国就业人数')
/** The metric is the one that asks the same question; the answers are compared by nobody but the reader. */
const claims: readonly (readonly [Bilingual, Bilingual, Source, string?])[] = [
  [both('Overseas students', '海外学子'), both('more than 35,000', '35000余人'), in2019, 'reach'],
  [both('Business people from abroad', '海外客商'), both('3,900', '3900人'), in2019],
  [both('Countries and regions', '国家和地区'), both('63', '63个'), in2019, 'countries'],
  [posts, both('more than 120,000 found jobs', '逾12万人就业'), in2017, 'posts'],
  [posts, both('more than 3,500', '3500余人'), in2019, 'posts'],
  [posts, both('more than 4,000', '4000余人'), in2020, 'posts'],
  [both('Founders', '创业人数'), both('more than 7,000', '7000余人'), in2019],
  [
    both('Founders and companies', '创业人数与企业数'),
    both('about 7,000 people, more than 4,900 companies', '约7000人，企业4900余家'),
    in2020,
    'companies',
  ],
  [both('Contracts', '签约项目'), both('more than 8,300', '8300余项'), in2017, 'contracts_binding'],
  [both('Contracts', '签约项目'), both('about 8,900', '约8900项'), in2020, 'contracts_binding'],
]

/** The totals that the programme published, as claims with their sources; they are compared with nothing by us. */
export async function addClaims(scene: Scene, { programmeId }: Stage): Promise<void> {
  await scene.step(async (tx) => {
    for (const [index, [label, valueText, source, metric = null]] of claims.entries())
      await insertClaim(tx, {
        id: newId<'claim'>(),
        programmeId,
        metric,
        label,
        valueText,
        ...source,
        position: index + 1,
      })
  })
}

/** Drafted by one organiser, released by the other. */
export async function addStatement(scene: Scene, { cast, editionId }: Stage): Promise<void> {
  scene.at('2019-09-26T02:10:00Z')
  const { statement } = await scene
    .as(cast.organiser)
    .run(draftStatement(scene), { editionId, metrics: library.map(({ id }) => id) })
  scene.at('2019-09-30T06:45:00Z')
  await scene.as(cast.secondOrganiser).run(releaseStatement, { statementId: statement.id })
}
