/** Looks at what was counted: funnels, origin, fields, time, evidence, forecast. Nothing later builds on it yet. */
export { boards } from './model.ts'
