import { z } from 'zod'

import { organisationsOf, personIdOf, signedIn } from '#kernel/access'
import { query, type Tx } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { dateIn, type Instant, zone } from '#kernel/time'
import { readPersons } from '#modules/people'
import { currentEdition, EditionId, listEditions, readOrganisations } from '#modules/programme'
import { listStations } from '#modules/stations'
import { asksForOthers, may, publicPolicies, readsClaims } from './access.ts'
import { BenefitId, claimStates, type PolicyClaim, PolicyClaimId, PolicyId, TrancheId } from './model.ts'
import * as store from './store.ts'

export const claimsPage = 50

/** Policies are the host city's: the day is what it is there. */
async function hostsDay(tx: Tx, at: Instant) {
  const edition = await currentEdition(tx)
  return dateIn(at, edition?.zone ?? zone('UTC'))
}

/** All policies and what they give. */
export const listPolicies = query({
  name: 'policies.list',
  input: z.object({}),
  load: async (tx, _input, { at }) => ({
    policies: await store.policies(tx),
    benefits: await store.benefits(tx),
    today: await hostsDay(tx, at),
  }),
  allow: publicPolicies,
})

export const readPolicy = query({
  name: 'policies.read',
  input: z.object({ policyId: PolicyId }),
  load: async (tx, { policyId }, { at }) => {
    const policy = await store.findPolicy(tx, policyId)
    if (!policy) throw notFound()
    return { policy, benefits: await store.benefits(tx, policyId), today: await hostsDay(tx, at) }
  },
  allow: publicPolicies,
})

/** Claims with whom and what they name, as far as the reader's reach goes. */
async function named(tx: Tx, claims: readonly PolicyClaim[]) {
  const organisations = claims.flatMap(({ organisationId }) => organisationId ?? [])
  return {
    claims,
    policies: await store.policies(tx),
    benefits: await store.benefits(tx),
    persons: await readPersons(
      tx,
      claims.flatMap(({ personId }) => personId ?? []),
    ),
    organisations: await readOrganisations(tx, [...new Set(organisations)]),
    editions: await listEditions(tx),
    stations: await listStations(tx),
  }
}

/** What a desk works with: newest first, a page at a time. */
export const listClaims = query({
  name: 'policies.claims',
  input: z.object({
    editionId: EditionId.nullable(),
    state: z.enum(claimStates).nullable(),
    after: PolicyClaimId.nullable(),
  }),
  load: async (tx, input) => {
    const claims = await store.claims(tx, { ...input, limit: claimsPage })
    return {
      ...(await named(tx, claims)),
      tranches: await store.tranchesOf(
        tx,
        claims.map(({ id }) => id),
      ),
      more: claims.length === claimsPage,
    }
  },
  // Row-level security has narrowed the rows to the house's or the reader's stations.
  allow: readsClaims,
})

/** The claim that a tranche is of: where a number that counts it is opened. */
export const readTranche = query({
  name: 'policies.read_tranche',
  input: z.object({ trancheId: TrancheId }),
  load: async (tx, { trancheId }) => {
    const claim = await store.claimOfTranche(tx, trancheId)
    if (!claim) throw notFound()
    return claim
  },
  allow: may.view,
})

/** What a claim can be written down for: benefits still given, editions, and the stations the reader asks through. */
export const readChoices = query({
  name: 'policies.choices',
  input: z.object({}),
  load: (tx) => named(tx, []),
  allow: asksForOthers,
})

/** One claim with its tranches, and who put and confirmed them for those who may know. */
export const readClaim = query({
  name: 'policies.read_claim',
  input: z.object({ claimId: PolicyClaimId }),
  load: async (tx, { claimId }) => {
    const claim = await store.findClaim(tx, claimId)
    if (!claim) throw notFound()
    const tranches = await store.tranchesOf(tx, [claimId])
    const hands = [
      claim.recordedBy,
      claim.decidedBy,
      ...tranches.flatMap(({ putBy, confirmedBy, reversedBy }) => [putBy, confirmedBy, reversedBy]),
    ].flatMap((id) => id ?? [])
    return { claim, tranches, hands: await readPersons(tx, hands), ...(await named(tx, [claim])) }
  },
  allow: (actor, { claim }) => may.view(actor, claim),
})

/** A benefit that somebody is about to ask for themselves, and the edition it is filed under. */
export const readAsking = query({
  name: 'policies.asking',
  input: z.object({ benefitId: BenefitId }),
  load: async (tx, { benefitId }) => {
    const benefit = await store.findBenefit(tx, benefitId)
    const policy = benefit && (await store.findPolicy(tx, benefit.policyId))
    if (!benefit || !policy || benefit.recipient !== 'person' || benefit.endedAt !== null) throw notFound()
    return { benefit, policy, edition: await currentEdition(tx) }
  },
  allow: signedIn,
})

/** What somebody asked for themselves, a desk for them, or either for an organisation that they act for. */
export const ownClaims = query({
  name: 'policies.own',
  input: z.object({}),
  load: async (tx, _input, { actor }) => {
    const personId = personIdOf(actor)
    const claims = personId === null ? [] : await store.claimsOf(tx, personId, organisationsOf(actor))
    return {
      ...(await named(tx, claims)),
      tranches: await store.tranchesOf(
        tx,
        claims.map(({ id }) => id),
      ),
    }
  },
  allow: signedIn,
})
