/** An outcome as it now stands; its types, terms and levels of evidence. `happenedOn` is a day at the edition's place. */

/** The commands: state, add evidence, verify (never one's own), correct, withdraw. Each is one entry of the ledger. */
export { addEvidence, correctOutcome, stateOutcome, verifyOutcome, withdrawOutcome } from './commands.ts'
/** The other side's question: asked by staff, answered by the signed link; read for the letter. */
export { answerConfirmation, askConfirmation, readConfirmation } from './evidence/confirmation/commands.ts'
export { confirmationToken } from './evidence/confirmation/links.ts'
export { type Confirmation, ConfirmationId } from './evidence/confirmation/model.ts'
/** A verifier gives the highest level by a signed credential that our own code has checked. */
export { verifyByCredential } from './evidence/credential/commands.ts'
export { beginning, ChainCheck, type ChainFault, type Head, hashOf } from './ledger.ts'
/** The chain: canonical JSON, hash of an entry, and the check that finds the first fault. */
export { canonical } from './log/canonical.ts'
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
/** Lists what the reader may see; reads one with its entries. */
export { listOutcomes, readOutcome } from './queries.ts'
/** Whether a level is at least the floor; what is left of a level on a day; what may end; what needs two verifiers. */
export { lasts, levelOn, movesMoney, reaches } from './rules/level.ts'
/** Every standing outcome of an edition, for counting. Takes the reader's transaction. */
export { head as ledgerHead, links as ledgerLinks, standing as standingOutcomes } from './store.ts'
