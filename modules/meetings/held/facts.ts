import type { Fact } from '#kernel/command'
import type { NextStep } from '../model.ts'

/** What a party wants after a meeting, or that it is done. */
export const nextStep = (
  { meetingId, partyId, step, doneAt }: NextStep,
  eventId: string,
): Fact<{ meetingId: string; partyId: string; eventId: string; step: string; done: boolean }> => ({
  name: 'meetings.next_step',
  payload: { meetingId, partyId, eventId, step, done: doneAt !== null },
})
