import { personIdOf } from '#kernel/access'
import { newId } from '#kernel/ids'
import { instant } from '#kernel/time'
import type { Line, Recorder } from '#platform/usecases'
import type { AuditEntry } from './model.ts'
import * as store from './store.ts'

/** Files lines of the trail in the transaction of the change: no change without its line, no line without its change. */
export const record: Recorder = async (tx, lines) => {
  await store.insert(tx, lines.map(entryOf))
}

const entryOf = (line: Line): AuditEntry => ({
  id: newId<'audit_entry'>(),
  at: instant(line.at),
  actorKind: line.actor.kind,
  personId: personIdOf(line.actor),
  job: line.actor.kind === 'system' ? line.actor.job : null,
  door: line.door,
  requestId: line.requestId,
  command: line.command,
  subjectType: line.subject?.type ?? null,
  subjectId: line.subject?.id ?? null,
  stationId: line.subject?.stationId ?? null,
})
