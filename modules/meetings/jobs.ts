import { honourWithdrawal } from './parties/jobs.ts'

/** What the meetings do by themselves. */
export const jobs = [honourWithdrawal]
