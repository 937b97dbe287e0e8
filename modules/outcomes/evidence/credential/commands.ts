import { z } from 'zod'
import { command } from '#kernel/command'
import { invalid, notFound } from '#kernel/errors'
import type { Files } from '#platform/files'
import { may } from '../../access.ts'
import { foreignEvidence } from '../../errors.ts'
import { told } from '../../facts.ts'
import { EvidenceId, OutcomeId } from '../../model.ts'
import { verify } from '../../rules/verify.ts'
import * as store from '../../store.ts'
import { checkCredential } from './check.ts'

/**
 * A verifier gives the highest level by a signed credential: our own code checks it against the issuer's key that the
 * verifier pasted, and the entry names what passed. What fails is refused, each with its reason.
 */
export const verifyByCredential = ({ files }: { files: Files }) =>
  command({
    name: 'outcomes.verify_by_credential',
    input: z.object({
      outcomeId: OutcomeId,
      evidenceId: EvidenceId,
      issuerKey: z.string().trim().min(1).max(8000),
      reason: z.string().trim().min(1).max(2000),
    }),
    load: async (tx, { outcomeId, evidenceId }) => {
      const outcome = await store.lock(tx, outcomeId)
      if (!outcome) throw notFound()
      const evidence = await store.evidenceFor(tx, outcomeId)
      const shown = evidence.find(({ id }) => id === evidenceId)
      if (!shown || !('fileHash' in shown)) throw foreignEvidence()
      return { outcome, evidence, shown, bytes: await files.bytes(shown.fileHash) }
    },
    allow: (actor, { outcome }) => may.verify(actor, outcome) || may.view(actor, outcome),
    decide: ({ outcome, evidence, shown, bytes }, { issuerKey, reason }, { actor, at }) => {
      const checks = checkCredential(bytes, shown.mediaType, { issuerKey, outcomeId: outcome.id, at })
      const given = { level: 'credentialed', reason, evidenceIds: [shown.id] } as const
      // Who may not verify learns that first, not what the checks found.
      const change = verify({ outcome, evidence }, { ...given, passed: true }, actor, at)
      const failed = checks.filter(({ passed }) => !passed)
      if (failed.length > 0)
        throw invalid(failed.map(({ name }) => ({ path: 'issuerKey', code: `outcomes.failed_${name}` })))
      const checked = checks.map(({ name }) => name)
      return {
        ...change,
        entries: change.entries.map((entry) => ({ ...entry, checked })),
        evidenceId: shown.id,
        checks,
      }
    },
    save: async (tx, change) => {
      await store.saveChecks(tx, change.evidenceId, change.checks)
      await store.save(tx, change)
    },
    announce: told,
    audit: ({ outcome }) => ({ type: 'outcome', id: outcome.id, stationId: outcome.stationId }),
  })
