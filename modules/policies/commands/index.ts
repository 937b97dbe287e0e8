export { askBenefit, decideClaim, withdrawClaim } from './claim.ts'
export { addBenefit, endBenefit, publishPolicy } from './policy.ts'
export { confirmTranche, putTranche, reverseTranche, takeBackTranche } from './tranche.ts'
