import { z } from 'zod'
import { personIdOf, signedIn } from '#kernel/access'
import { query } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { idOf } from '#kernel/ids'
import { PersonId } from '../model.ts'
import * as people from '../store.ts'
import { mayErase } from './access.ts'
import * as store from './store.ts'

const isSystem = (actor: { kind: string }) => actor.kind === 'system'

/** What whoever asks has asked for, and what keeps their records. */
export const ownErasure = query({
  name: 'people.own_erasure',
  input: z.object({}),
  load: async (tx, _input, { actor }) => {
    const id = personIdOf(actor)
    return {
      open: id === null ? undefined : await store.openOf(tx, id),
      holds: id === null ? [] : await store.holdsOf(tx, id),
    }
  },
  allow: signedIn,
})

/** Requests and holds with the people they are about, for the hosts. */
export const listErasures = query({
  name: 'people.list_erasures',
  input: z.object({}),
  load: async (tx) => {
    const [erasures, holds] = [await store.list(tx, 200), await store.holdsOf(tx, null)]
    const ids = [...erasures, ...holds].map(({ personId }) => personId)
    return { erasures, holds, people: await people.readMany(tx, ids) }
  },
  allow: mayErase,
})

/** Whose time has come (system only). */
export const dueErasures = query({
  name: 'people.due_erasures',
  input: z.object({}),
  load: (tx, _input, { at }) => store.due(tx, at),
  allow: isSystem,
})

/** Everybody who was erased, by id and moment: the list that is kept beside backups (system only). */
export const listErased = query({
  name: 'people.list_erased',
  input: z.object({}),
  load: (tx) => store.erased(tx),
  allow: isSystem,
})

/** What a letter about a request says (system only). */
export const readErasure = query({
  name: 'people.read_erasure',
  input: z.object({ personId: PersonId, erasureId: idOf('erasure') }),
  load: async (tx, { personId, erasureId }) => {
    const person = await people.find(tx, personId)
    const erasure = (await store.askedOf(tx, personId)).find(({ id }) => id === erasureId)
    if (!person || !erasure) throw notFound()
    return { person, erasure, holds: await store.holdsOf(tx, personId) }
  },
  allow: isSystem,
})
