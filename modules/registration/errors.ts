import { invalidField, Refusal } from '#kernel/errors'
import type { Instant } from '#kernel/time'
import type { RegistrationState } from './model.ts'

export const already = () => new Refusal('conflict', 'registration.already')
export const keyReused = () => new Refusal('conflict', 'registration.key_reused')
export const full = () => new Refusal('conflict', 'registration.full')
export const noPlace = () => new Refusal('conflict', 'registration.no_place')
export const notOpenYet = (opensAt: Instant) =>
  new Refusal('conflict', 'registration.not_open_yet', { opensAt })
export const closed = () => new Refusal('gone', 'registration.closed')
export const eventOver = () => new Refusal('gone', 'registration.event_over')
export const eventNotOpen = () => new Refusal('gone', 'registration.event_not_open')
export const categoryUnknown = () => new Refusal('conflict', 'registration.category_unknown')

export const invitationNeeded = () => new Refusal('forbidden', 'registration.invitation_needed')
export const invitationUsed = () => new Refusal('gone', 'registration.invitation_used')
export const invitationOver = () => new Refusal('gone', 'registration.invitation_over')
export const invitationElsewhere = () => new Refusal('conflict', 'registration.invitation_elsewhere')
export const linkBroken = () => new Refusal('gone', 'registration.link_broken')

export const noSuchStep = (was: RegistrationState) =>
  new Refusal('conflict', 'registration.no_such_step', { state: was })
/** The guest pressed twice, or had the page open while something else was decided. */
export const overtaken = () => new Refusal('conflict', 'registration.overtaken')
export const isIn = () => new Refusal('conflict', 'registration.is_in')
export const reasonNeeded = () => new Refusal('conflict', 'registration.reason_needed')
export const offerOver = () => new Refusal('gone', 'registration.offer_over')
export const nothingPicked = () => new Refusal('conflict', 'registration.nothing_picked')

export const quotaBelowTaken = (taken: number) =>
  new Refusal('conflict', 'registration.quota_below_taken', { taken }, [
    { path: 'quota', code: 'registration.quota_below_taken', details: { taken } },
  ])
export const categoryInUse = () => new Refusal('conflict', 'registration.category_in_use')
export const conditionBroken = () => new Refusal('conflict', 'registration.condition_broken')
export const choiceInUse = () => invalidField('choices', 'registration.choice_in_use')
export const invitationEndsBefore = () => invalidField('validUntil', 'registration.invitation_ends_before')
export const csvBroken = (line: number) => invalidField('file', 'registration.csv_broken', { line })
