/** For the export of a person's own data. */
export { ownTrail } from './export.ts'
/** One line of the trail: who, what, when, through which door, on which record. */
export type { AuditEntry } from './model.ts'
/** Writes a line in the transaction of the change; `platform/usecases` calls it for every command that names its subject. */
export { record } from './record.ts'
