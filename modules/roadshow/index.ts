/** Live pitching at an event: the order, the clock, what the hall asks and votes, and its result told step by step. */

/** Steps of a use case each, for seeding: opens the hall, calls on, closes, freezes, reveals, finishes. */
export {
  callOn,
  closeVoting,
  finishRoadshow,
  freezeResult,
  openRoadshow,
  revealNext,
} from './commands/run.ts'
/** Gives a judge's score to the roadshow's round, once for a key. */
export { sendScore } from './commands/scoring.ts'
/** Puts projects into the order; `setUpCommands` plans a roadshow. Ports: hosts of meeting links beside the known ones. */
export { addEntry, type SetUpPorts, setUpCommands } from './commands/setup.ts'
/** A batched vote of somebody who is in; see its own words for what it refuses. Ports: the keys that read tickets. */
export { castVote } from './commands/vote.ts'
/** What goes of roadshows when a person is erased. */
export { eraseRoadshow } from './erase.ts'
/** For the export of a person's own data. */
export { ownRoadshowData } from './export.ts'
/** What every fact of this module carries: ids only. */
export type { RoadshowFact } from './facts.ts'
/** The nouns. */
export {
  type Entry,
  EntryId,
  type Roadshow,
  RoadshowId,
  type RoadshowState,
  roadshowStates,
} from './model.ts'
