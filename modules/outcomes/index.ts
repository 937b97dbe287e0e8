/** An outcome as it now stands; its types, terms and levels of evidence. `happenedOn` is a day at the edition's place. */

/** The commands: state, add evidence, verify (never one's own), correct, withdraw. Each is one entry of the ledger. */
export { addEvidence, correctOutcome, stateOutcome, verifyOutcome, withdrawOutcome } from './commands.ts'
/** The other side's question: asked by staff, answered by the signed link; read for the letter. */
export { answerConfirmation, askConfirmation, readConfirmation } from './evidence/confirmation/commands.ts'
export { confirmationToken } from './evidence/confirmation/links.ts'
export { type Confirmation, ConfirmationId } from './evidence/confirmation/model.ts'
/** A verifier gives the highest level by a signed credential that our own code has checked. */
export { verifyByCredential } from './evidence/credential/commands.ts'
/** What lasts is asked after at 6, 12, 24 and 36 months; how long it goes on, by Kaplan and Meier. */
export { advanceFollowups, answerFollowup, readFollowupLetter } from './followup/commands.ts'
export { type FollowupKey, followupToken } from './followup/links.ts'
export { followupMonths, type Turn } from './followup/model.ts'
export { spanOf } from './followup/rules.ts'
export { type Span, type Step, survivalAt, survivalOf } from './followup/survival.ts'
/** Canonical JSON: the same value always gives the same bytes. */
export { canonical } from './log/canonical.ts'
/** The log: its head (root in hex), stretches of it, a checkpoint, proofs, the check of everything, the export. */
export { checkExport, type Fault, type Report } from './log/check-export.ts'
export {
  type CheckpointPorts,
  logName,
  logReader,
  makeCheckpoint,
  proveEntry,
  readLog,
  signingPurpose,
} from './log/commands.ts'
export { exportLog } from './log/export.ts'
export { LineCheck, type LineFault } from './log/line-check.ts'
export { nodePorts } from './log/node-ports.ts'
export { type Head, head as ledgerHead, lines as ledgerLinks } from './log/store.ts'
export { type LogFault, verifyLog } from './log/verify.ts'
/** Goes with what stands above. */
export {
  type Level,
  type Links,
  levels,
  noLinks,
  type Outcome,
  OutcomeId,
  type OutcomeType,
  outcomeTypes,
  type Terms,
} from './model.ts'
/** Whom it is about: what is recorded, the dispute, the decision; and the part of their data's export. */
export { decideDispute, disputeOutcome, listOwnOutcomes } from './own/commands.ts'
export { ownOutcomes } from './own/export.ts'
/** Lists what the reader may see; reads one with its entries. */
export { listOutcomes, readOutcome } from './queries.ts'
/** Whether a level is at least the floor; what is left of a level on a day; what may end; what needs two verifiers. */
export { lasts, levelOn, movesMoney, reaches } from './rules/level.ts'
/** Every standing outcome of an edition, for counting. Takes the reader's transaction. */
export { standing as standingOutcomes } from './store.ts'
