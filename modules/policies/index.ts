/** Incentive documents, what they give, who asked for it, what was granted, and what was paid. */

/** Who works with claims at a desk. */
export { readsClaims } from './access.ts'
/** Publishes, adds, asks, decides and pays: money moves by two people (`rules.ts` says what is refused). */
export {
  addBenefit,
  askBenefit,
  confirmTranche,
  decideClaim,
  publishPolicy,
  putTranche,
} from './commands/index.ts'
/** What a policy gives; a claim for it. Amounts are minor units of the benefit's currency. */
export { type Benefit, type PolicyClaim, PolicyClaimId } from './model.ts'
/** For the export of somebody's own data, and for their erasure. */
export { erasePolicyClaims, ownPolicyClaims } from './own.ts'
/** One claim, and those of an edition that were granted, as far as the reader's reach goes: what an outcome may rest on. */
/** A benefit by its id. */
export { claimLines, findBenefit, findClaim as findPolicyClaim } from './store.ts'
