import { type Actor, system } from '#kernel/access'
import { newId } from '#kernel/ids'
import type { Bilingual } from '#kernel/text'
import { type Instant, plus } from '#kernel/time'
import type { Event } from '#modules/events'
import type { Person } from '#modules/people'
import {
  type Category,
  type Registration,
  type RegistrationState,
  register,
  settleEvent,
} from '#modules/registration'
import { insertCategory } from '../../modules/registration/categories/store.ts'
import { doorCommands } from '../../modules/registration/doorway/commands.ts'
import { both, nobody } from './events.ts'
import type { Scene } from './scene.ts'

/** The one question of every form here, so that answers can be looked at. */
const interest: Category['form'] = [
  {
    id: 'interest',
    type: 'one',
    label: both('What brings you here?', '您此行的目的？'),
    hint: nobody,
    required: true,
    choices: [
      { id: 'work', label: both('Work in Dalian', '在大连就业') },
      { id: 'found', label: both('Found a company', '创办企业') },
      { id: 'partner', label: both('Find partners', '寻找合作伙伴') },
      { id: 'listen', label: both('Listen first', '先了解情况') },
    ],
    when: null,
  },
]

export async function addCategories(
  scene: Scene,
  event: Event,
  plans: readonly (Partial<Category> & { name: Bilingual })[],
): Promise<readonly Category[]> {
  const categories = plans.map(
    (plan, index): Category => ({
      id: newId<'category'>(),
      eventId: event.id,
      stationId: event.stationId,
      about: nobody,
      form: interest,
      quota: null,
      taken: 0,
      approval: false,
      invitationOnly: false,
      waitingList: true,
      autoOffer: true,
      offerHours: 48,
      opensAt: null,
      closesAt: null,
      position: index + 1,
      state: 'open',
      ...plan,
    }),
  )
  await scene.step(async (tx) => {
    for (const category of categories) await insertCategory(tx, category)
  })
  return categories
}

/** Many ask at the same moment; each stands in the answer with what became of it. */
export async function ask(
  scene: Scene,
  event: Event,
  category: Category | undefined,
  people: readonly Person[],
  byStaff: Actor | null = null,
): Promise<Registration[]> {
  if (!category) throw new Error('a registration without a category')
  const use = scene.as(byStaff ?? { kind: 'visitor' })
  const inputs = people.map(({ email, name, country, affiliation, locale }) => ({
    eventId: event.id,
    categoryId: category.id,
    person: { email: email ?? '', name, country, affiliation },
    answers: { interest: scene.random.pick(['work', 'found', 'partner', 'listen']) },
    key: `demo-${event.slug}-${email}`.slice(0, 100),
    locale,
    consents: { process: true, contact: scene.random.chance(0.5) },
    byStaff: byStaff !== null,
  }))
  const answers = await Promise.all(inputs.map((input) => use.gather(register, input)))
  return answers.flatMap(({ registration }) => registration ?? [])
}

export const inState = (list: readonly Registration[], state: RegistrationState) =>
  list.filter((registration) => registration.state === state)

/** The door opens an hour before and lets in most of those who have a ticket; devices send what they scanned. */
export async function checkIn(scene: Scene, event: Event, crew: Actor, share: number): Promise<void> {
  const door = doorCommands({ keys: scene.keys })
  scene.at(plus(event.startsAt, { hours: -1 }))
  const { guests } = await scene.as(crew).run(door.crew.open, { eventId: event.id })
  const came = guests.filter(({ state }) => state === 'admitted' && scene.random.chance(share))
  const scans = came.map(({ serial }, index) => ({
    id: newId<'scan'>(),
    device: `door-${1 + (index % 2)}`,
    counter: index + 1,
    at: plus(event.startsAt, { minutes: -40, seconds: index * 17 }),
    means: 'list' as const,
    code: serial,
  }))
  // Offers that nobody took by then are over.
  scene.at(event.startsAt)
  await scene.as(system('registration.settle')).run(settleEvent, { eventId: event.id })
  const last: Instant = scans.at(-1)?.at ?? event.startsAt
  scene.at(plus(last, { minutes: 1 }))
  if (scans.length > 0) await scene.as(crew).gather(door.scans, { eventId: event.id, scans })
}
