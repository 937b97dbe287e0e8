export { type Board, boardOf, slotsFor } from './board.ts'
export { calmed } from './calm.ts'
export { compare, type Difference, type Place } from './compare.ts'
export { explain } from './explain.ts'
export { type HardRule, type HardRuleName, hardRuleNames, hardRules, type Move } from './hard.ts'
export { type Broken, brokenBy, brokenIn, moveCheck } from './move.ts'
export {
  breaksOf,
  moreWorth,
  type SoftRule,
  type SoftRuleName,
  softRuleNames,
  softRules,
} from './soft.ts'
