import type { Actor, Grant } from '#kernel/access'
import { newId } from '#kernel/ids'
import type { Bilingual } from '#kernel/text'
import { plainDate, zone } from '#kernel/time'
import { ensurePersons, grantRole, insertGrant } from '#modules/people'
import {
  addOrganisation,
  type CreditKind,
  changeCredits,
  type EditionId,
  insertOrganisation,
  insertProgramme,
  moveEdition,
  type Organisation,
  openEdition,
  type ProgrammeId,
} from '#modules/programme'
import type { StationId } from '#modules/stations'
import { openStation } from '../../modules/stations/commands.ts'
import { accounts, type DemoKey } from './accounts.ts'
import type { Scene } from './scene.ts'
import { stations } from './stations.ts'

export type Cast = Record<DemoKey, Extract<Actor, { kind: 'person' }>>
export type Stage = {
  programmeId: ProgrammeId
  editionId: EditionId
  stations: Readonly<Record<string, StationId>>
  /** The one made-up enterprise that somebody acts for. */
  enterprise: Organisation
  cast: Cast
}

const credits: readonly { as: CreditKind; name: Bilingual; country: string }[] = [
  {
    as: 'guided',
    name: { en: 'National working group on overseas high-level talent', zh: '国家海外高层次人才工作小组' },
    country: 'CN',
  },
  { as: 'sponsored', name: { en: 'CPC Dalian Municipal Committee', zh: '中共大连市委员会' }, country: 'CN' },
  {
    as: 'sponsored',
    name: { en: 'Dalian Municipal People’s Government', zh: '大连市人民政府' },
    country: 'CN',
  },
  {
    as: 'implemented',
    name: { en: 'Dalian High-tech Industrial Zone', zh: '大连高新技术产业园区' },
    country: 'CN',
  },
  { as: 'co_organised', name: { en: 'London Representative Office', zh: '伦敦代表处' }, country: 'GB' },
  {
    as: 'co_organised',
    name: { en: 'British-Chinese Youth Entrepreneurship Association', zh: '英中青年创业协会' },
    country: 'GB',
  },
]

const about: Bilingual = {
  en:
    'A yearly summit in Dalian since 2000: a platform for the exchange of talent, a meeting of capital, a global exhibition of technology, and a way into the market for start-ups. Stations abroad promote it, show projects and keep contact with student groups and talent institutions.\n\n' +
    'This is a demonstration. The programme, its bodies, its stations, London Tech Week, the promotion meeting of 12 June 2019 and the published totals are modelled on what is publicly known. Made up are the dates of the summit in July, all hours, venues, speakers, streams and criteria, every other event, the lists of 2015 to 2018, rates and costs, and all people, registrations and outcomes.',
  zh:
    '自2000年起每年在大连举办，是人才交流的平台、资本对接的盛会、科技成果的全球展示，也是初创企业开拓市场的通道。海外工作站负责境外推介、线上项目展示，并与留学生社团和人才机构保持联系。\n\n' +
    '本站为演示。项目品牌、相关单位、海外工作站、伦敦科技周、2019年6月12日的推介会以及历年公布的总数参照公开资料；七月大会的日期，各项活动的时刻、场地、嘉宾、板块和准入条件，其他所有活动，2015年至2018年的名单，汇率与经费，以及全部人员、报名和成果均为虚构。',
}

/** The accounts first: nothing after them happens without somebody who does it. */
async function addCast(scene: Scene): Promise<Cast> {
  const at = scene.as({ kind: 'visitor' }).now()
  const people = await scene.step((tx) =>
    ensurePersons(
      tx,
      accounts.map(({ key, email, name }) => ({
        email,
        name,
        locale: name.han === '' ? ('en' as const) : ('zh' as const),
        country: key === 'scholar' || name.han === '' ? 'GB' : 'CN',
        affiliation: key === 'scholar' ? 'Northbridge University' : '',
        languages: name.han === '' ? ['en'] : ['zh', 'en'],
        madeUp: true,
      })),
      at,
    ),
  )
  const of = (key: DemoKey): Cast[DemoKey] => {
    const found = accounts.find((account) => account.key === key)
    const person = found && people.get(found.email)
    if (!person) throw new Error(`the demo's ${key} is not there`)
    return { kind: 'person', personId: person.id, grants: [] }
  }
  const administrator = of('administrator')
  await scene.step((tx) =>
    insertGrant(
      tx,
      { personId: administrator.personId, role: 'administrator', stationId: null, grantedBy: null },
      at,
    ),
  )
  return {
    administrator: { ...administrator, grants: [{ role: 'administrator', stationId: null }] },
    organiser: of('organiser'),
    secondOrganiser: of('secondOrganiser'),
    desk: of('desk'),
    crew: of('crew'),
    londonLead: of('londonLead'),
    londonStaff: of('londonStaff'),
    bostonLead: of('bostonLead'),
    verifier: of('verifier'),
    secondVerifier: of('secondVerifier'),
    auditor: of('auditor'),
    enterprise: of('enterprise'),
    scholar: of('scholar'),
    judge: of('judge'),
  }
}

async function giveRoles(
  scene: Scene,
  cast: Cast,
  places: Stage['stations'],
  which: 'host' | 'station',
): Promise<Cast> {
  const given = { ...cast }
  for (const { key, email, role, station } of accounts) {
    if (
      role === 'scholar' ||
      role === 'judge' ||
      role === 'administrator' ||
      role === 'enterprise' ||
      (station === null) !== (which === 'host')
    )
      continue
    const stationId = station === null ? null : (places[station] ?? null)
    await scene.as(cast.administrator).run(grantRole, { email, role, stationId })
    const grant: Grant = { role, stationId }
    given[key] = { ...cast[key], grants: [grant] }
  }
  return given
}

/** An enterprise that the house knows, and whoever acts for it. */
async function addEnterprise(scene: Scene, cast: Cast): Promise<Pick<Stage, 'enterprise' | 'cast'>> {
  const enterprise: Organisation = {
    id: newId<'organisation'>(),
    name: { en: 'Xinghai Photonics (made up)', zh: '星海光电（虚构）' },
    country: 'CN',
    ror: null,
    url: null,
    madeUp: true,
  }
  await scene.step((tx) => insertOrganisation(tx, enterprise))
  const grant = { role: 'enterprise', stationId: null, organisationId: enterprise.id } as const
  const email = accounts.find(({ key }) => key === 'enterprise')?.email ?? ''
  await scene.as(cast.organiser).run(grantRole, { email, ...grant })
  return { enterprise, cast: { ...cast, enterprise: { ...cast.enterprise, grants: [grant] } } }
}

/** The programme with its twentieth edition, the bodies behind it, six stations, and whoever works for them. */
export async function addProgramme(scene: Scene): Promise<Stage> {
  const programmeId = newId<'programme'>()
  await scene.step((tx) =>
    insertProgramme(tx, {
      id: programmeId,
      slug: 'chinaocs',
      name: {
        en: 'China Overseas Scholar Innovation Summit (CHINAOCS, 海创周)',
        zh: '中国海外学子创业周（海创周，CHINAOCS）',
      },
      about,
    }),
  )
  const first = await giveRoles(scene, await addCast(scene), {}, 'host')
  scene.at('2019-01-21T02:00:00Z')
  const organiser = scene.as(first.organiser)
  const edition = await organiser.run(openEdition, {
    programmeId,
    number: 20,
    year: 2019,
    slug: '2019',
    name: { en: '20th edition (2019)', zh: '第20届（2019）' },
    startsOn: plainDate('2019-07-04'),
    endsOn: plainDate('2019-07-06'),
    zone: zone('Asia/Shanghai'),
    place: { en: 'Dalian', zh: '大连' },
  })
  for (const { as, name, country } of credits) {
    const { id } = await organiser.run(addOrganisation, { name, country, url: null })
    await organiser.run(changeCredits, {
      editionId: edition.id,
      change: { kind: 'add', organisationId: id, as },
    })
  }
  scene.at('2019-02-11T02:30:00Z')
  await organiser.run(moveEdition, { editionId: edition.id, state: 'open' })
  const places: Record<string, StationId> = {}
  for (const station of stations) {
    const opened = await organiser.run(openStation, { programmeId, ...station })
    places[station.slug] = opened.station.id
  }
  const cast = await giveRoles(scene, first, places, 'station')
  return { programmeId, editionId: edition.id, stations: places, ...(await addEnterprise(scene, cast)) }
}
