import { Refusal } from '#kernel/errors'
import type { Level } from './model.ts'

export const ownClaim = () => new Refusal('forbidden', 'outcomes.own_claim')
export const ownStation = () => new Refusal('forbidden', 'outcomes.own_station')
export const ownOrganisation = () => new Refusal('forbidden', 'outcomes.own_organisation')
export const noEdition = () => new Refusal('conflict', 'outcomes.no_edition')
export const nothingLinked = () => new Refusal('conflict', 'outcomes.nothing_linked')
export const isWithdrawn = () => new Refusal('conflict', 'outcomes.is_withdrawn')
export const notHigher = (level: Level) => new Refusal('conflict', 'outcomes.not_higher', { level })
export const needsEvidence = () => new Refusal('conflict', 'outcomes.needs_evidence')
export const needsCredential = () => new Refusal('conflict', 'outcomes.needs_credential')
export const foreignEvidence = () => new Refusal('conflict', 'outcomes.foreign_evidence')
export const beyondRole = (level: Level) => new Refusal('forbidden', 'outcomes.beyond_role', { level })
export const byLinkOnly = () => new Refusal('conflict', 'outcomes.by_link_only')
export const needsSecond = () => new Refusal('conflict', 'outcomes.needs_second')
export const registryTaken = () =>
  new Refusal('conflict', 'outcomes.registry_taken', {}, [
    { path: 'registryNumber', code: 'outcomes.registry_taken' },
  ])
export const linkUsed = () => new Refusal('gone', 'outcomes.link_used')
export const linkStale = () => new Refusal('gone', 'outcomes.link_stale')
export const linkBroken = () => new Refusal('gone', 'outcomes.link_broken')
export const notFailed = () => new Refusal('conflict', 'outcomes.delivery_not_failed')
export const nothingToAsk = () => new Refusal('conflict', 'outcomes.nothing_to_ask')
export const stillAsked = () => new Refusal('conflict', 'outcomes.still_asked')
export const nobodyToAsk = () => new Refusal('conflict', 'outcomes.nobody_to_ask')
export const alreadyDisputed = () => new Refusal('conflict', 'outcomes.already_disputed')
export const notDisputed = () => new Refusal('conflict', 'outcomes.not_disputed')
export const tooManyAsked = () => new Refusal('too_many', 'outcomes.too_many_asked')
export const issuerUnlisted = () => new Refusal('conflict', 'outcomes.issuer_unlisted')
export const issuerKeysTaken = () =>
  new Refusal('conflict', 'outcomes.issuer_keys_taken', {}, [
    { path: 'keys', code: 'outcomes.issuer_keys_taken' },
  ])
export const issuerNotProposed = () => new Refusal('conflict', 'outcomes.issuer_not_proposed')
export const issuerSamePerson = () => new Refusal('forbidden', 'outcomes.issuer_same_person')
export const issuerGone = () => new Refusal('conflict', 'outcomes.issuer_gone')
