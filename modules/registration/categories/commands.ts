import { z } from 'zod'
import { command, type Moment, type Tx } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { idOf, newId } from '#kernel/ids'
import { EventId, findEvent } from '#modules/events'
import { may } from '../access.ts'
import * as facts from '../facts.ts'
import { type Category, CategoryId } from '../model.ts'
import type { Moved } from '../moves/model.ts'
import { settle } from '../moves/rules.ts'
import { type Before, lockBefore, saveMoved } from '../moves/store.ts'
import { formAfter, QuestionChange } from '../questions/editing.ts'
import { listCategories } from '../store.ts'
import * as rules from './rules.ts'
import * as store from './store.ts'
import { CategoryFacts } from './wire.ts'

const subject = (category: Category) => ({
  type: 'category',
  id: category.id,
  stationId: category.stationId,
})

/** Makes another way to attend an event. */
export const addCategory = command({
  name: 'registration.add_category',
  input: z.object({ eventId: EventId, facts: CategoryFacts }),
  load: async (tx, { eventId }) => {
    const event = await findEvent(tx, eventId)
    if (!event) throw notFound()
    return { event, position: await store.nextPosition(tx, eventId) }
  },
  allow: (actor, { event }) => may.setUp(actor, event),
  decide: ({ event, position }, input): Category => ({
    ...input.facts,
    id: newId<'category'>(),
    eventId: event.id,
    stationId: event.stationId,
    form: [],
    taken: 0,
    position,
  }),
  save: (tx, category) => store.insertCategory(tx, category),
  audit: subject,
})

type Loaded = { before: Before; category: Category }

async function load(
  tx: Tx,
  { eventId, categoryId }: { eventId: EventId; categoryId: CategoryId },
): Promise<Loaded> {
  const before = await lockBefore(tx, eventId, [])
  const category = before?.room.categories.find(({ id }) => id === categoryId)
  if (!before || !category) throw notFound()
  const { someoneWaits: _waits, ...own } = category
  return { before, category: own }
}

const One = { eventId: EventId, categoryId: CategoryId }
type Outcome = { before: Before; category: Category; moved: Moved[] }

/**
 * Changes a category. More places are offered to the line in the same moment.
 * Refuses: registration.quota_below_taken.
 */
export const changeCategory = command({
  name: 'registration.change_category',
  input: z.object({ ...One, facts: CategoryFacts }),
  load,
  allow: (actor, { before }) => may.setUp(actor, before.room.gate),
  decide: ({ before, category }, input, { at }): Outcome => {
    const next = rules.changed(category, input.facts)
    const categories = before.room.categories.map((each) =>
      each.id === next.id ? { ...next, someoneWaits: each.someoneWaits } : each,
    )
    const room = { ...before.room, categories }
    return { before: { ...before, room }, category: next, moved: settle(room, [], before.line, at) }
  },
  save: async (tx: Tx, { before, category, moved }: Outcome, { actor, at }: Moment) => {
    await store.saveCategory(tx, category)
    if (moved.length > 0) await saveMoved(tx, before.room, moved, actor, at)
  },
  announce: ({ moved }) => moved.map(({ registration }) => facts.became(registration)),
  audit: ({ category }) => subject(category),
})

/** Removes a category that nobody has asked for. Refuses: registration.category_in_use. */
export const removeCategory = command({
  name: 'registration.remove_category',
  input: z.object(One),
  load,
  allow: (actor, { before }) => may.setUp(actor, before.room.gate),
  decide: ({ category }) => category,
  save: (tx, category) => store.removeCategory(tx, category.id),
  audit: subject,
})

/** Puts a category one place further up or down on the form. */
export const moveCategory = command({
  name: 'registration.move_category',
  input: z.object({ ...One, by: z.union([z.literal(-1), z.literal(1)]) }),
  load,
  allow: (actor, { before }) => may.setUp(actor, before.room.gate),
  decide: ({ before, category }, { by }) => {
    const order = before.room.categories.map(({ id }) => id)
    const at = order.indexOf(category.id)
    const other = order[at + by]
    const next = other === undefined ? order : order.with(at, other).with(at + by, category.id)
    return { category, order: next }
  },
  save: (tx, { order }) => store.savePositions(tx, order),
  audit: ({ category }) => subject(category),
})

/** Adds, changes, moves or removes one question. Refuses: registration.condition_broken; kernel.invalid with the fields,
 * registration.choice_in_use among them. */
export const changeForm = command({
  name: 'registration.change_form',
  input: z.object({ eventId: idOf('event'), categoryId: CategoryId, change: QuestionChange }),
  load: async (tx, input) => {
    const loaded = await load(tx, input)
    const { categoryId, change } = input
    const chosen = change.kind === 'change' ? await store.chosenOf(tx, categoryId, change.id) : []
    return { ...loaded, retired: await store.retiredOf(tx, categoryId), chosen }
  },
  allow: (actor, { before }) => may.setUp(actor, before.room.gate),
  decide: ({ category, retired, chosen }, { change }) => ({
    category: { ...category, form: formAfter(category.form, retired, change, chosen) },
    retired: change.kind === 'remove' ? [...retired, change.id] : retired,
  }),
  save: (tx, { category, retired }) => store.saveForm(tx, category, retired),
  audit: ({ category }) => subject(category),
})

/** Carries the categories of an event over to its copy; hearing of it twice copies once. */
export const copyCategories = command({
  name: 'registration.copy_categories',
  input: z.object({ from: EventId, to: EventId, days: z.number().int() }),
  load: async (tx, { from, to }) => {
    const event = await findEvent(tx, to)
    if (!event) throw notFound()
    return { event, own: await listCategories(tx, to), source: await listCategories(tx, from) }
  },
  allow: (actor) => actor.kind === 'system',
  decide: ({ event, own, source }, { days }) =>
    own.length > 0 ? [] : source.map((category) => rules.copied(category, event, days)),
  save: async (tx, categories) => {
    for (const category of categories) await store.insertCategory(tx, category)
  },
})
