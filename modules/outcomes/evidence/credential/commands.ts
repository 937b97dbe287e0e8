import { z } from 'zod'
import { command } from '#kernel/command'
import { invalid, notFound } from '#kernel/errors'
import { dateIn, zone } from '#kernel/time'
import type { Files } from '#platform/files'
import { may } from '../../access.ts'
import { foreignEvidence, issuerUnlisted } from '../../errors.ts'
import { told } from '../../facts.ts'
import { EvidenceId, OutcomeId } from '../../model.ts'
import { levelOn, reaches } from '../../rules/level.ts'
import { verify } from '../../rules/verify.ts'
import * as store from '../../store.ts'
import { judge } from '../issuer/rules.ts'
import { trusted } from '../issuer/store.ts'

/**
 * A verifier relies on a signed credential, which our own code checks; the entry names what passed, and whose signature it is.
 * Of an issuer on the organisers' list it gives the highest level. Of anybody else, whose key the verifier pasted, it is a
 * document and no more. What fails is refused, each with its reason.
 */
export const verifyByCredential = ({ files }: { files: Files }) =>
  command({
    name: 'outcomes.verify_by_credential',
    input: z.object({
      outcomeId: OutcomeId,
      evidenceId: EvidenceId,
      /** Of an issuer that is not on the list; '' looks at the list alone. */
      issuerKey: z.string().trim().max(8000).default(''),
      reason: z.string().trim().min(1).max(2000),
    }),
    load: async (tx, { outcomeId, evidenceId }) => {
      const outcome = await store.lock(tx, outcomeId)
      if (!outcome) throw notFound()
      const evidence = await store.evidenceFor(tx, outcomeId)
      const shown = evidence.find(({ id }) => id === evidenceId)
      if (!shown || !('fileHash' in shown)) throw foreignEvidence()
      const [issuers, bytes] = await Promise.all([trusted(tx), files.bytes(shown.fileHash)])
      return { outcome, evidence, shown, issuers, bytes }
    },
    allow: (actor, { outcome }) => may.verify(actor, outcome) || may.view(actor, outcome),
    decide: ({ outcome, evidence, shown, issuers, bytes }, { issuerKey, reason }, { actor, at }) => {
      const given = { reason, evidenceIds: [shown.id] }
      // Who may not verify learns that first, not what the checks found.
      const highest = verify(
        { outcome, evidence },
        { ...given, level: 'credentialed', passed: true },
        actor,
        at,
      )
      const { mediaType } = shown
      const { checks, issuer } = judge({ bytes, mediaType, outcomeId: outcome.id, at }, issuers, issuerKey)
      const failed = checks.filter(({ name, passed }) => !passed && (name !== 'listed' || issuerKey === ''))
      if (failed.length > 0)
        throw invalid(failed.map(({ name }) => ({ path: 'issuerKey', code: `outcomes.failed_${name}` })))
      if (issuer === null && reaches(levelOn(outcome, dateIn(at, zone('UTC'))), 'documented'))
        throw issuerUnlisted()
      const change =
        issuer === null
          ? verify({ outcome, evidence }, { ...given, level: 'documented' }, actor, at)
          : highest
      const checked = checks.filter(({ passed }) => passed).map(({ name }) => name)
      return {
        ...change,
        entries: change.entries.map((entry) => ({ ...entry, checked, issuerId: issuer?.id ?? null })),
        evidenceId: shown.id,
        issuerId: issuer?.id ?? null,
        checks,
      }
    },
    save: async (tx, change) => {
      await store.saveChecks(tx, change.evidenceId, change)
      await store.save(tx, change)
    },
    announce: told,
    audit: ({ outcome }) => ({ type: 'outcome', id: outcome.id, stationId: outcome.stationId }),
  })
