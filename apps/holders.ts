import { outcomeFiles } from '#modules/outcomes'
import { projectFiles } from '#modules/projects'
import type { FileHolder } from '#platform/files'

/**
 * Every module that keeps something in the store of files, by the hash of its bytes, the one that keeps most first. What none
 * of them holds is swept: `apps/holders.db.test.ts` sees to it that no column is missing.
 */
export const holders: readonly FileHolder[] = [projectFiles, outcomeFiles]
