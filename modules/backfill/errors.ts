import { invalidField, Refusal } from '#kernel/errors'

export const sameFile = () => invalidField('file', 'backfill.field_same_file')
export const noLines = () => invalidField('file', 'backfill.field_no_lines')
export const unreadable = () => invalidField('file', 'backfill.field_unreadable')
export const columnsMissing = (columns: string) => invalidField('file', 'backfill.field_columns', { columns })
export const isWithdrawn = () => new Refusal('conflict', 'backfill.is_withdrawn')
export const notPeople = () => new Refusal('conflict', 'backfill.not_people')
export const isNamed = () => invalidField('person', 'backfill.field_named')
