import type { z } from 'zod'
import type { Job } from '#kernel/command'
import { jobs as event } from './event/jobs.ts'
import { honourWithdrawal } from './parties/jobs.ts'

/** What the meetings do by themselves. */
export const jobs: readonly Job<z.ZodType>[] = [honourWithdrawal as Job<z.ZodType>, ...event] // the queue parses by each job's own schema
