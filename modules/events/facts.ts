import type { Fact } from '#kernel/command'
import type { Changed } from './rules/event.ts'

const about = ({ event, log }: Changed) => ({
  eventId: event.id,
  sequence: event.sequence,
  what: log?.what ?? [],
})

export const released = (changed: Changed): Fact => ({ name: 'events.released', payload: about(changed) })
export const changed = (change: Changed): Fact => ({ name: 'events.changed', payload: about(change) })
export const cancelled = (change: Changed): Fact => ({ name: 'events.cancelled', payload: about(change) })
export const proposed = (change: Changed): Fact => ({ name: 'events.proposed', payload: about(change) })
export const reviewed = (change: Changed): Fact => ({ name: 'events.reviewed', payload: about(change) })
/** Registration copies its categories from one to the other. */
export const copied = (pair: { from: string; to: string; days: number }): Fact => ({
  name: 'events.cloned',
  payload: pair,
})
