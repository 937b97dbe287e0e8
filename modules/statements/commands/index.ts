export { enterCost, enterRate, noteClaim, removeClaim, withdrawCost, withdrawRate } from './material.ts'
export { defineMetric, endMetric } from './metric.ts'
export { discardStatement, draftStatement, releaseStatement, statementHash } from './statement.ts'
