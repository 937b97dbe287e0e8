/** An outcome as it now stands; its types, terms and levels of evidence. `happenedOn` is a day at the edition's place. */

/** Contracts signed before everybody: the ceremony, its queue, one side's link, code and signature. */
export { signingCode, signingToken } from './ceremony/codes.ts'
/** Its commands: opened, contracts queued, a code asked for, one side signs. */
export {
  askCode,
  openCeremony,
  queueContract,
  signContract,
} from './ceremony/commands.ts'
/** Goes with it. */
export { type Side, SideId, type Signing } from './ceremony/model.ts'
/** One side's contract; what the hall sees. */
export { readSide, readWall } from './ceremony/queries.ts'
/** The commands: state, add evidence, verify (never one's own), correct, withdraw. Each is one entry of the ledger. */
export { addEvidence, correctOutcome, stateOutcome, verifyOutcome, withdrawOutcome } from './commands.ts'
/** What names an organisation, for whoever acts for it: its outcomes, what it is asked, what it is asked after. */
export {
  type OpenFollowup,
  type OpenQuestion,
  openFollowupsFor,
  openQuestionsFor,
  outcomesFor,
} from './enterprise/store.ts'
/** The other side's question: asked by staff, answered by the signed link; read for the letter. */
export { answerConfirmation, askConfirmation, readConfirmation } from './evidence/confirmation/commands.ts'
/** The token of the other side's link: good once, until the question ends. */
export { confirmationToken } from './evidence/confirmation/links.ts'
/** A question to the other side and what became of it. */
export { type Confirmation, ConfirmationId } from './evidence/confirmation/model.ts'
/** A verifier relies on a signed credential that our own code has checked: of a trusted issuer it gives the highest level. */
export { verifyByCredential } from './evidence/credential/commands.ts'
/** The list of trusted issuers: put forward by one organiser, accepted by another, withdrawn by any. */
export {
  acceptIssuer,
  listIssuers,
  proposeIssuer,
  readIssuer,
  withdrawIssuer,
} from './evidence/issuer/commands.ts'
/** One of the list, with its keys as they were pasted and their fingerprints. */
export { type Issuer, IssuerId, type IssuerKey } from './evidence/issuer/model.ts'
/** What lasts is asked after at 6, 12, 24 and 36 months; how long it goes on, by Kaplan and Meier. */
export { advanceFollowups, answerFollowup, readFollowupLetter } from './followup/commands.ts'
/** The token of a one-tap answer: which follow-up, whose turn. */
export { type FollowupKey, followupToken } from './followup/links.ts'
/** Months after which is asked, and who is asked in which turn. */
export { followupMonths, type Turn } from './followup/model.ts'
/** How long an outcome is known to have gone on, and whether it ended; in days. */
export { spanOf } from './followup/rules.ts'
/** Kaplan–Meier with Greenwood's variance: spans in, steps with bands out, shares of 0 to 1. */
export { type Span, type Step, survivalAt, survivalOf } from './followup/survival.ts'
/** Canonical JSON: the same value always gives the same bytes. */
export { canonical } from './log/canonical.ts'
/** The log: its head (root in hex), stretches of it, a checkpoint, proofs, the check of everything, the export. */
export { checkExport, type Fault, type Report } from './log/check-export.ts'
/** Checkpoints and proofs: the steps of one for a later module's transaction, the log's name, a reader of it, a signed checkpoint, the proof of one entry. */
export {
  type CheckpointPorts,
  checkpointing,
  logName,
  logReader,
  makeCheckpoint,
  proveEntry,
  readLog,
  signingPurpose,
} from './log/commands.ts'
/** Everything an outsider needs to verify the log without us, as lines. */
export { exportLog } from './log/export.ts'
/** Checks an export line by line, so that it may be larger than memory. */
export { LineCheck, type LineFault } from './log/line-check.ts'
/** Hashes and signatures by Node's own crypto, for the check that also runs in a browser. */
export { nodePorts } from './log/node-ports.ts'
/** A root in hex, as statements write it. */
export { rootText } from './log/seal.ts'
/** The log's head, and its lines in order. Take the reader's transaction. */
export { type Head, head as ledgerHead, lines as ledgerLinks } from './log/store.ts'
/** The check of the whole installation's log, which gives the first fault; whether a note is a signed head of it. */
export { isCheckpointOf, type LogFault, verifyLog } from './log/verify.ts'
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
/** What those who check look at: open disputes, each verifier's load, how far the log is signed. Take the reader's transaction. */
export {
  loads as verifierLoads,
  ofMeetings as outcomesOfMeetings,
  openWork,
  signed as signedLog,
} from './oversight/store.ts'
/** Whom it is about: what is recorded, the dispute, the decision and the letter about it. */
export { decideDispute, disputeOutcome, listOwnOutcomes, readDecision } from './own/commands.ts'
/** What goes of outcomes and their ledger when a person is erased; proofs stay valid. */
export { eraseOutcomes } from './own/erase.ts'
/** What is recorded about a person, for the export of their own data. */
export { askedOutcomes, ownOutcomes } from './own/export.ts'
/** Lists what the reader may see; reads one with its entries. */
export { listOutcomes, readOutcome } from './queries.ts'
/** Whether a level is at least the floor; what is left of a level on a day; what may end; what needs two verifiers. */
export { lasts, levelOn, movesMoney, reaches } from './rules/level.ts'
/** Every standing outcome of an edition, for counting (takes the reader's transaction); what the ledger holds of the store of files. */
export { outcomeFiles, standing as standingOutcomes } from './store.ts'
