import type { Id } from '#kernel/ids'
import type { Instant } from '#kernel/time'

export type AuditEntry = {
  id: Id<'audit_entry'>
  at: Instant
  actorKind: 'visitor' | 'person' | 'system'
  personId: Id<'person'> | null
  job: string | null
  door: 'web' | 'api' | 'job' | 'cli'
  requestId: string
  command: string
  subjectType: string | null
  subjectId: string | null
  stationId: Id<'station'> | null
}
