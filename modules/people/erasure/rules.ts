import { Refusal } from '#kernel/errors'
import { newId } from '#kernel/ids'
import type { PersonName } from '#kernel/names'
import { type Instant, type PlainDate, plus } from '#kernel/time'
import type { Person, PersonId } from '../model.ts'
import type { Erasure, Hold, Leaving, Way } from './model.ts'

/** So long can it be undone. The law gives a month. */
export const graceDays = 14
/** So long ago at most somebody signed in who asks for it. */
export const freshMinutes = 30

export const askedAlready = () => new Refusal('conflict', 'people.erase_asked_already')
export const signInAgain = () =>
  new Refusal('forbidden', 'people.erase_sign_in_again', { minutes: freshMinutes })
const nothingToUndo = () => new Refusal('conflict', 'people.erase_nothing_to_undo')

/** Refuses a second request beside an open one, and one from a session that is not fresh. */
export function asked(
  person: Pick<Person, 'id'>,
  open: Erasure | undefined,
  { way, by, note, atOnce }: { way: Way; by: PersonId | null; note: string; atOnce: boolean },
  at: Instant,
): Erasure {
  if (open) throw askedAlready()
  return {
    id: newId<'erasure'>(),
    personId: person.id,
    way,
    askedAt: at,
    askedBy: by,
    note,
    dueAt: atOnce ? at : plus(at, { hours: graceDays * 24 }),
    undoneAt: null,
    waits: [],
    doneAt: null,
  }
}

/** Signed in within the last half hour. */
export const isFresh = (begunAt: Instant | null, at: Instant): boolean =>
  begunAt !== null && at <= plus(begunAt, { minutes: freshMinutes })

export function undone(erasure: Erasure | undefined, at: Instant): Erasure {
  if (!erasure || erasure.doneAt !== null || erasure.undoneAt !== null) throw nothingToUndo()
  return { ...erasure, undoneAt: at }
}

export const inForce = (hold: Hold, today: PlainDate): boolean =>
  hold.liftedAt === null && hold.until >= today

/** Every order in which the Latin parts stand, and the Han name. */
function wholeNames({ latinGiven, latinFamily, han }: PersonName): string[] {
  const latin =
    latinGiven === '' || latinFamily === ''
      ? [latinGiven, latinFamily]
      : [`${latinGiven} ${latinFamily}`, `${latinFamily} ${latinGiven}`, `${latinFamily}, ${latinGiven}`]
  return [...latin, han]
}

const html: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '"': '&quot;' }
/** As they stand in the HTML of letters, too; longest first, so that no part of a name is left over. */
const spelled = (texts: readonly string[]): string[] =>
  [...new Set(texts.flatMap((text) => [text, text.replace(/[&<"]/g, (sign) => html[sign] ?? sign)]))]
    .filter((text) => text !== '')
    .sort((a, b) => b.length - a.length)

/** Two characters are often a word of the language, and one Latin word often a place: those are no name by themselves. */
const isTelling = (name: string): boolean =>
  /\p{Script=Han}/u.test(name) ? [...name].length > 2 : name.includes(' ') || name.includes('@')

export function leavingOf(person: Person, { id: erasureId, way }: Pick<Erasure, 'id' | 'way'>): Leaving {
  const { latinGiven, latinFamily } = person.name
  const email = person.email ?? ''
  const names = spelled([email, ...wholeNames(person.name)])
  return {
    id: person.id,
    erasureId,
    email,
    locale: person.locale,
    again: way === 'again',
    names,
    words: spelled([...names, ...[latinGiven, latinFamily].filter((part) => part.length > 1)]),
    anywhere: names.filter(isTelling),
  }
}
