import { newId } from '#kernel/ids'
import { dateIn, type Instant, instant, plus } from '#kernel/time'
import type { Event } from '#modules/events'
import { findPerson, type Person, recordConsents } from '#modules/people'
import { registeredOf } from '#modules/registration'
import type { Group, GroupId, Party, SetUp, SlotId, Wish, WishKind } from '../../modules/meetings/model.ts'
import { insertParties, saveBusy } from '../../modules/meetings/parties/store.ts'
import { consentText, purpose, recipientOf } from '../../modules/meetings/parties/wire.ts'
import { addSlots, addTables, moveOn, openBrokerage } from '../../modules/meetings/setup/commands.ts'
import { groupsMet } from '../../modules/meetings/setup/rules.ts'
import { readSetUp } from '../../modules/meetings/setup/store.ts'
import { saveWishes } from '../../modules/meetings/wishes/store.ts'
import { both } from './events.ts'
import {
  actedFor,
  type Field,
  fields,
  investors,
  ofEnterprise,
  organisations,
  wishNotes,
} from './meeting-words.ts'
import type { Stage } from './programme.ts'
import { type Random, randomOf } from './random.ts'
import type { Scene } from './scene.ts'

/** One who takes part in the demo: whom it is, in which group, and what they work on. */
/** On which side of a talk somebody sits: with work of their own, with a house behind them, or with money. */
type Side = 'people' | 'houses' | 'funds'

type Cast = { party: Party; field: Field; language: 'en' | 'zh' }

const isZh = (person: Person) => person.locale === 'zh'

/** A party as it would have typed itself; every ninth has not got that far. */
function partyOf(
  person: Person,
  group: Group,
  side: Side,
  index: number,
  random: Random,
  at: Instant,
  { enterprise, cast }: Stage,
): Cast {
  // Drawn for whoever acts for the enterprise, too: everybody else stays who they were.
  const drawn = random.pick(fields)
  const house = side === 'people' ? person.affiliation : random.pick(organisations)
  const acts = person.id === cast.enterprise.personId
  const fund = side === 'funds' ? investors[index % investors.length] : undefined
  const own = acts ? ofEnterprise : fund
  const field = own?.field ?? drawn
  const organisation = acts ? actedFor : (fund?.house ?? house)
  const words = own ?? field[side === 'people' ? 'people' : 'houses']
  const language = isZh(person) ? 'zh' : 'en'
  const unfinished = !own && index % 9 === 7
  const party: Party = {
    id: newId<'meeting_party'>(),
    brokerageId: group.brokerageId,
    groupId: group.id,
    personId: person.id,
    organisation,
    organisationId: organisation === actedFor ? enterprise.id : null,
    headline: unfinished ? '' : words.headline[language],
    offers: unfinished ? '' : words.offers[language],
    seeks: words.seeks[language],
    topics: unfinished
      ? []
      : [field.topic[language], ...(random.chance(0.4) ? [random.pick(fields).topic[language]] : [])],
    languages: person.languages,
    representatives: side !== 'people' && random.chance(0.25) ? 2 : 1,
    newcomer: random.chance(0.3),
    feedKey: newId(),
    joinedAt: at,
    changedAt: at,
    availabilityToldAt: index % 5 === 3 ? null : at,
    nudgedAt: null,
    added: null,
    withdrawnAt: null,
  }
  return { party: { ...party, topics: [...new Set(party.topics)] }, field, language }
}

/** Wishes go where the fields are the same, and now and then elsewhere. */
function wishesOf(cast: readonly Cast[], setUp: SetUp, random: Random, at: Instant): Map<Cast, Wish[]> {
  const wishes = new Map<Cast, Wish[]>()
  for (const [index, one] of cast.entries()) {
    if (one.party.headline === '' || index % 7 === 5) continue
    const met: readonly GroupId[] = groupsMet(setUp.pairings, one.party.groupId)
    const others = cast.filter(({ party }) => met.includes(party.groupId) && party.headline !== '')
    const musts = setUp.groups.find(({ id }) => id === one.party.groupId)?.mostMusts ?? 0
    const made: Wish[] = []
    for (const other of others) {
      const near = other.field === one.field
      if (!random.chance(near ? 0.85 : 0.14)) continue
      const enough = made.filter(({ kind }) => kind === 'must').length >= Math.min(2, musts)
      const kind: WishKind = random.chance(0.07) ? 'no' : near && !enough ? 'must' : 'meet'
      // By place and not by chance: everything else of the demo stays what it was.
      const written = kind === 'must' && (index + made.length) % 2 === 0
      const note = wishNotes[(index + made.length) % wishNotes.length]
      made.push({
        from: one.party.id,
        to: other.party.id,
        kind,
        note: written && note ? note[one.language] : '',
        changedAt: at,
      })
    }
    wishes.set(one, made)
  }
  return wishes
}

type Seats = { people: readonly Person[]; group: number; side: Side }

/** Those who take part with their receipts, wishes and times, written as many and not one by one. */
async function fill(
  scene: Scene,
  event: Event,
  setUp: SetUp,
  seats: readonly Seats[],
  [joinedAt, wishedAt]: readonly [Instant, Instant],
  stage: Stage,
): Promise<void> {
  const random = randomOf(event.slug.length)
  const { brokerage } = setUp
  const cast: Cast[] = []
  for (const { people, group: at, side } of seats) {
    const group = setUp.groups[at]
    if (!group) throw new Error('a group of the usual ones')
    for (const person of people)
      cast.push(
        partyOf(
          ...([person, group, side, cast.length, random] as const),
          ...([plus(joinedAt, { minutes: cast.length * 37 }), stage] as const),
        ),
      )
  }
  const away = (slots: readonly SlotId[]) => slots.filter(() => random.chance(0.2))
  await scene.step(async (tx) => {
    await insertParties(
      tx,
      brokerage,
      cast.map(({ party }) => party),
    )
    await recordConsents(
      tx,
      cast.map(({ party }) => ({
        personId: party.personId,
        stationId: brokerage.stationId,
        purpose,
        recipient: recipientOf(event.id),
        textVersion: consentText,
        about: { brokerageId: brokerage.id },
      })),
      joinedAt,
    )
    for (const [{ party }, wishes] of wishesOf(cast, setUp, random, wishedAt))
      await saveWishes(tx, { ...party, stationId: brokerage.stationId }, wishes)
    for (const { party } of cast)
      if (party.availabilityToldAt !== null && random.chance(0.5))
        await saveBusy(tx, brokerage, party, away(setUp.slots.map(({ id }) => id)))
  })
}

const hall = { place: both('Hall A, by the windows', 'A厅靠窗区'), languages: [], onlineUrl: null }
const quiet = { place: both('Hall B, quiet zone', 'B厅安静区'), languages: ['zh'], onlineUrl: null }
const online = { place: both('Online', '线上'), languages: [], onlineUrl: 'https://meet.example.org/demo' }

const admittedAt = async (scene: Scene, event: Event): Promise<Set<Person['id']>> =>
  scene.step(async (tx) => {
    const rows = await registeredOf(tx, { editionId: event.editionId })
    return new Set(rows.filter(({ eventId }) => eventId === event.id).map(({ personId }) => personId))
  })

/** Whoever acts for the enterprise that the house knows. */
export const acting = (scene: Scene, { cast }: Stage): Promise<Person | undefined> =>
  scene.step((tx) => findPerson(tx, cast.enterprise.personId))

/** The summit's meetings: sixty who take part in four groups, twelve slots on two days, fourteen tables. */
export async function addSummitMeetings(
  scene: Scene,
  stage: Stage,
  event: Event,
  people: readonly Person[],
): Promise<void> {
  scene.at('2019-05-20T02:30:00Z')
  const organiser = scene.as(stage.cast.organiser)
  const eventId = event.id
  const { brokerage } = await organiser.run(openBrokerage, { eventId, usualGroups: true })
  const day = { minutes: 20, gap: 5, pause: null }
  await organiser.run(addSlots, {
    eventId,
    day: { ...day, day: '2019-07-05', from: '14:00', until: '16:30' },
  })
  await organiser.run(addSlots, {
    eventId,
    day: { ...day, day: '2019-07-06', from: '09:00', until: '11:30' },
  })
  for (const [prefix, count, kind] of [
    ['A', 8, hall],
    ['B', 4, quiet],
    ['O', 2, online],
  ] as const)
    await organiser.run(addTables, {
      eventId,
      facts: { ...kind, languages: [...kind.languages], prefix, count },
    })
  const admitted = await admittedAt(scene, event)
  const there = (from: number, until: number, count: number) =>
    people
      .slice(from, until)
      .filter(({ id }) => admitted.has(id))
      .slice(0, count)
  const setUp = await scene.step((tx) => readSetUp(tx, brokerage))
  const scholars = there(0, 208, 38)
  const [first, ...others] = there(210, 278, 21)
  // Second, so that neither of the gaps that the desk has something to do about is theirs.
  const firms = [first, await acting(scene, stage), ...others].flatMap((one) => one ?? [])
  await fill(
    scene,
    event,
    setUp,
    [
      { people: scholars.slice(0, 22), group: 0, side: 'people' },
      { people: scholars.slice(22), group: 1, side: 'people' },
      { people: firms.slice(0, 14), group: 2, side: 'houses' },
      { people: firms.slice(14), group: 3, side: 'houses' },
    ],
    [instant('2019-06-18T05:00:00Z'), instant('2019-06-22T08:00:00Z')],
    stage,
  )
}

/** Meetings ahead of today, in the phase for wishes: whoever takes a place at the evening can choose whom to meet. */
export async function addEveningMeetings(
  scene: Scene,
  stage: Stage,
  event: Event,
  people: readonly Person[],
): Promise<void> {
  scene.at(plus(scene.now, { days: -4 }))
  const lead = scene.as(stage.cast.londonLead)
  const eventId = event.id
  const { brokerage } = await lead.run(openBrokerage, { eventId, usualGroups: true })
  const day = dateIn(event.startsAt, event.zone)
  await lead.run(addSlots, {
    eventId,
    day: { day, from: '18:45', until: '20:45', minutes: 15, gap: 5, pause: null },
  })
  await lead.run(addTables, {
    eventId,
    facts: { prefix: '', count: 4, place: both('Reading tables', '阅览桌'), languages: [], onlineUrl: null },
  })
  const admitted = await admittedAt(scene, event)
  const there = people.filter(({ id }) => admitted.has(id))
  const setUp = await scene.step((tx) => readSetUp(tx, brokerage))
  await fill(
    scene,
    event,
    setUp,
    [
      { people: there.slice(0, 5), group: 0, side: 'people' },
      { people: there.slice(5, 8), group: 1, side: 'people' },
      { people: there.slice(8, -2), group: 2, side: 'houses' },
      { people: there.slice(-2), group: 3, side: 'funds' },
    ],
    [plus(scene.now, { days: -3 }), plus(scene.now, { hours: -20 })],
    stage,
  )
  scene.at(plus(scene.now, { days: -1 }))
  const reason = both('The list is nearly complete.', '报名基本完成，提前开放意向。')
  await lead.run(moveOn, { eventId, reason })
}
