import { newId } from '#kernel/ids'
import { displayName } from '#kernel/names'
import { instant, plus, zone } from '#kernel/time'
import { letStationSee, type Person, recordConsents } from '#modules/people'
import {
  type Call,
  type Change,
  insertCall,
  insertProject,
  insertProjectChanges,
  insertProjectFile,
  insertProjectMember,
  insertShown,
  maturities,
  type Project,
  type ProjectState,
  refreshViews,
  type Shown,
  showConsentText,
  soughtKinds,
} from '#modules/projects'
import { filmed, filmFiles, filmShown } from './film.ts'
import type { Stage } from './programme.ts'
import { ideas } from './project-ideas/index.ts'
import { drawPicture, writeDeck } from './project-pictures.ts'
import { type Random, randomOf } from './random.ts'
import type { Scene } from './scene.ts'

/** How far each got, as often as it stands here; sixty in all. */
const reached: readonly (readonly [ProjectState, number])[] = [
  ['draft', 6],
  ['submitted', 9],
  ['checked', 7],
  ['shortlisted', 6],
  ['shown', 14],
  ['in_contest', 6],
  ['matched', 4],
  ['signed', 3],
  ['landed', 2],
  ['declined', 2],
  ['withdrawn', 1],
]

/** The way to a state, with what the applicant was told. */
const way: readonly (readonly [ProjectState, string])[] = [
  ['submitted', ''],
  ['checked', 'All papers are there. 材料齐全。'],
  ['shortlisted', 'Fits this year’s fields well. 符合本届重点领域。'],
  ['shown', 'On show from today. 即日起展示。'],
  ['in_contest', 'Chosen for the regional final. 入选区域决赛。'],
  ['matched', 'An enterprise asked for a pilot. 已有企业提出试点需求。'],
  ['signed', 'Letter of intent signed. 已签署意向书。'],
  ['landed', 'The company is registered in the zone. 公司已在高新区注册。'],
]

function pathTo(state: ProjectState): readonly (readonly [ProjectState, string])[] {
  if (state === 'draft') return []
  if (state === 'withdrawn') return [...way.slice(0, 1), ['withdrawn', '']]
  if (state === 'declined')
    return [...way.slice(0, 2), ['declined', 'Too close to a project of last year. 与往届项目过于接近。']]
  return way.slice(0, way.findIndex(([each]) => each === state) + 1)
}

export const callOf = (
  stage: Stage,
  slug: string,
  en: string,
  zh: string,
  place: string,
  closesAt: string,
): Call => ({
  id: newId<'project_call'>(),
  editionId: stage.editionId,
  stationId: stage.stations[slug] ?? null,
  slug,
  title: { en: `${en} call for projects`, zh: `${zh}项目征集` },
  about: {
    en: `Projects of scholars and founders around ${en}. They are checked by the station, shown online, and the best are invited to Dalian.\n\nOne project for each entrant; a deck and a word on intellectual property are needed.`,
    zh: `面向${zh}及周边地区的学者与创业者征集项目。由工作站审核、线上展示，优秀项目受邀赴大连。\n\n每人限报一个项目，须提供项目介绍和知识产权声明。`,
  },
  zone: zone(place),
  opensAt: instant('2019-02-01T09:00:00Z'),
  closesAt: instant(closesAt),
  form: [
    {
      id: 'q1',
      type: 'yes_no',
      label: { en: 'Has the project been funded before?', zh: '项目此前是否获得资助？' },
      hint: { en: '', zh: '' },
      required: true,
      choices: [],
      when: null,
    },
    {
      id: 'q2',
      type: 'text',
      label: { en: 'By whom?', zh: '资助方' },
      hint: { en: '', zh: '' },
      required: true,
      choices: [],
      when: { question: 'q1', is: ['yes'] },
    },
  ],
  followUp: [
    {
      id: 'q3',
      type: 'long_text',
      label: { en: 'What would you do in your first year in Dalian?', zh: '来大连的第一年计划做什么？' },
      hint: { en: '', zh: '' },
      required: true,
      choices: [],
      when: null,
    },
  ],
  onePerEntrant: true,
  state: 'open',
})

/** Calls of three stations and the host, and sixty made-up projects at every stage, as far as their people agreed. */
export async function addProjects(scene: Scene, stage: Stage, founders: readonly Person[]): Promise<void> {
  const random = randomOf(20_194)
  const calls = [
    callOf(stage, 'london', 'London', '伦敦', 'Europe/London', '2019-05-31T17:00:00Z'),
    callOf(stage, 'silicon-valley', 'Silicon Valley', '硅谷', 'America/Los_Angeles', '2019-05-31T23:00:00Z'),
    callOf(stage, 'tokyo', 'Tokyo', '东京', 'Asia/Tokyo', '2019-05-31T12:00:00Z'),
  ]
  await scene.step(async (tx) => {
    for (const call of calls) await insertCall(tx, call)
  })
  const deck = await scene.files.put(await writeDeck('Demo deck'))
  const states = reached.flatMap(([state, count]) => Array.from({ length: count }, () => state))
  for (const [index, idea] of ideas.entries()) {
    const person = founders[index]
    const call = calls[index % calls.length]
    const state = states[(index * 7) % states.length]
    if (!person || !call || !state) continue
    await addOne(scene, { person, call, state, idea, deck, random })
  }
}

/** Enough for a page that says something; what investors ask for is for registered guests. */
const agreed: readonly Shown[] = [
  ...(['summary', 'body', 'maturity', 'seeking', 'institution', 'images', 'team'] as const).map((field) => ({
    field,
    recipient: 'public' as const,
  })),
  ...(['financing', 'deck'] as const).map((field) => ({ field, recipient: 'registered' as const })),
]
type One = {
  person: Person
  call: Call
  state: ProjectState
  idea: (typeof ideas)[number]
  deck: string
  random: Random
}

async function addOne(scene: Scene, { person, call, state, idea, deck, random }: One): Promise<void> {
  const [field, enTitle, zhTitle, en, zh] = idea
  const begun = plus(instant('2019-02-20T08:00:00Z'), { days: random.below(20) })
  const path = pathTo(state)
  const gone = state === 'withdrawn'
  const moments = path.map((_step, at) => plus(begun, { days: 6 + at * 9 }))
  const last = moments.at(-1) ?? begun
  const none = { en: '', zh: '' }
  const project: Project = {
    id: newId<'project'>(),
    editionId: call.editionId,
    callId: call.id,
    stationId: call.stationId,
    entrantId: person.id,
    state,
    stateAt: last,
    title: gone ? none : { en: enTitle, zh: zhTitle },
    summary: gone ? none : { en, zh },
    body: gone
      ? none
      : {
          en: 'What is new: the part that others buy is made by the team itself.\n\nWhere it stands: a first user tries it, and a second one waits.',
          zh: '创新点：核心部件由团队自研，不依赖外购。\n\n进展：首个用户正在试用，第二个用户已在等候。',
        },
    field,
    tags: [],
    maturity: gone ? null : random.pick(maturities),
    seeking: gone ? [] : soughtKinds.filter((kind) => kind === 'capital' || random.chance(0.35)),
    financing: gone ? null : { minor: (2 + random.below(30)) * 50_000_000, currency: 'CNY' },
    website: null,
    country: person.country ?? 'GB',
    institution: gone ? '' : person.affiliation,
    ror: null,
    ip: gone
      ? null
      : {
          owner: displayName(person.name, 'en'),
          licence: 'Own work; nothing licensed in.',
          priorObligations: 'None. 无。',
          declaredBy: person.id,
          declaredAt: begun,
        },
    answers: gone ? {} : { q1: false },
    followUpAnswers: {},
    assignedTo: null,
    version: 1,
    locale: person.locale,
    madeUp: true,
    createdAt: begun,
    changedAt: last,
    submittedAt: moments[0] ?? null,
  }
  const changes = path.map(
    ([became, reason], at): Change => ({
      id: newId<'project_change'>(),
      projectId: project.id,
      at: moments[at] ?? begun,
      was: at === 0 ? 'draft' : (path[at - 1]?.[0] ?? 'draft'),
      became,
      byKind: became === 'submitted' || became === 'withdrawn' ? 'person' : 'system',
      byPerson: became === 'submitted' || became === 'withdrawn' ? person.id : null,
      reason,
    }),
  )
  const member = {
    id: newId<'project_member'>(),
    projectId: project.id,
    personId: person.id,
    email: person.email ?? '',
    name: displayName(person.name, 'en', { both: true }),
    role: 'Founder 创始人',
    invitedAt: begun,
    joinedAt: begun,
    position: 1,
  }
  const kept = {
    projectId: project.id,
    width: null,
    height: null,
    language: null,
    addedBy: person.id,
    addedAt: begun,
  }
  const onShow = path.some(([each]) => each === 'shown')
  const picture = onShow ? await drawPicture(field, random) : null
  const files = gone
    ? []
    : [
        {
          ...kept,
          id: newId<'project_file'>(),
          kind: 'deck' as const,
          name: 'Deck',
          mediaType: 'application/pdf',
          bytes: 1200,
          hash: deck,
          position: 1,
        },
        ...(picture
          ? [
              {
                ...kept,
                id: newId<'project_file'>(),
                kind: 'image' as const,
                name: enTitle,
                mediaType: picture.mediaType,
                bytes: picture.bytes.length,
                hash: await scene.files.put(picture.bytes),
                width: picture.width,
                height: picture.height,
                position: 2,
              },
            ]
          : []),
        ...(enTitle === filmed ? await filmFiles(scene.files, kept) : []),
      ]
  await scene.step(async (tx) => {
    await insertProject(tx, project, call.onePerEntrant)
    await insertProjectMember(tx, member, project.stationId)
    if (project.stationId && project.submittedAt) await letStationSee(tx, person.id, project.stationId)
    for (const file of files) await insertProjectFile(tx, file, project.stationId)
    await insertProjectChanges(tx, changes, new Map([[project.id, project.stationId]]))
    if (!onShow || gone) return
    const seen = enTitle === filmed ? [...agreed, filmShown] : agreed
    const shown = seen.map((each) => ({ ...each, consentId: newId<'consent'>() }))
    await recordConsents(
      tx,
      shown.map(({ consentId, field: name, recipient }) => ({
        id: consentId,
        personId: person.id,
        stationId: project.stationId,
        purpose: 'project_show',
        recipient,
        textVersion: showConsentText,
        about: { project: project.id, field: name },
      })),
      last,
    )
    await insertShown(tx, project.id, project.stationId, shown)
    await refreshViews(tx, { project, team: [member], files }, moments[3] ?? last)
  })
}
