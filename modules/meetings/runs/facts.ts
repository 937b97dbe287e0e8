import type { Fact } from '#kernel/command'
import type { RunId } from '../model.ts'

/** Somebody asked for a run: the worker hears it. */
export const runWanted = (runId: RunId): Fact<{ runId: RunId }> => ({
  name: 'meetings.run_wanted',
  payload: { runId },
})
