import { z } from 'zod'
import { command, type Tx } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { newId } from '#kernel/ids'
import { EditionId, findEdition } from '#modules/programme'
import { formAfter, QuestionChange } from '#modules/registration'
import { mayCall } from '../access.ts'
import { type Call, CallId } from '../model.ts'
import { CallFacts } from '../wire.ts'
import * as store from './store.ts'

const subjectOf = (call: Call) => ({ type: 'project_call', id: call.id, stationId: call.stationId })

async function locked(tx: Tx, id: CallId): Promise<Call> {
  const call = await store.lock(tx, id)
  if (!call) throw notFound()
  return call
}

/** A draft of a call. Station staff call for their station, hosts for any or none. */
export const makeCall = command({
  name: 'projects.make_call',
  input: z.object({ editionId: EditionId, facts: CallFacts }),
  load: async (tx, { editionId }) => {
    if (!(await findEdition(tx, editionId))) throw notFound()
  },
  allow: (actor, _none, { facts }) => mayCall.setUp(actor, facts),
  decide: (_none, { editionId, facts }): Call => ({
    id: newId<'project_call'>(),
    editionId,
    form: [],
    followUp: [],
    ...facts,
  }),
  save: store.insert,
  audit: subjectOf,
})

/** Changes a call. It stays its station's: projects that came in would change hands with it. */
export const changeCall = command({
  name: 'projects.change_call',
  input: z.object({ callId: CallId, facts: CallFacts }),
  load: (tx, { callId }) => locked(tx, callId),
  allow: mayCall.setUp,
  decide: (call, { facts }): Call => ({ ...call, ...facts, stationId: call.stationId }),
  save: store.save,
  audit: subjectOf,
})

/** Adds, changes, moves or removes one question of the first form or of the one after the shortlist. */
export const changeCallForm = command({
  name: 'projects.change_call_form',
  input: z.object({ callId: CallId, which: z.enum(['form', 'followUp']), change: QuestionChange }),
  load: async (tx, { callId, which, change }) => {
    const call = await locked(tx, callId)
    const chosen = change.kind === 'change' ? await store.chosenOf(tx, callId, which, change.id) : []
    return { call, retired: await store.retiredOf(tx, callId), chosen }
  },
  allow: (actor, { call }) => mayCall.setUp(actor, call),
  decide: ({ call, retired, chosen }, { which, change }) => ({
    // Both forms keep their ids apart from what either ever used: answers of both are shown side by side.
    call: {
      ...call,
      [which]: formAfter(
        call[which],
        [...retired, ...idsOf(which === 'form' ? call.followUp : call.form)],
        change,
        chosen,
      ),
    } as Call,
    gone: change.kind === 'remove' ? change.id : null,
  }),
  save: async (tx, { call, gone }) => {
    await store.save(tx, call)
    if (gone !== null) await store.retire(tx, call.id, gone)
  },
  audit: ({ call }) => subjectOf(call),
})

const idsOf = (form: Call['form']) => form.map(({ id }) => id)
