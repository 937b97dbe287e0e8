import { invalidField, Refusal } from '#kernel/errors'

export const slugTaken = () => invalidField('slug', 'events.field_slug_taken')
export const endsBeforeItStarts = () => invalidField('endsAt', 'events.field_ends_before')
export const outsideFestival = (start: string, end: string) =>
  invalidField('startsAt', 'events.field_outside_festival', { start, end })
export const notAStream = () => invalidField('stream', 'events.field_stream')
export const outsideEvent = () => invalidField('startsAt', 'events.field_outside_event')
export const notReady = (missing: string) => new Refusal('conflict', 'events.not_ready', { missing })
export const wrongState = (state: string) => new Refusal('conflict', 'events.wrong_state', { state })
