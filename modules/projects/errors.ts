import { Refusal } from '#kernel/errors'
import type { Instant } from '#kernel/time'
import type { ProjectState } from './model.ts'

export const callNotOpen = (opensAt: Instant) =>
  new Refusal('conflict', 'projects.call_not_open', { at: opensAt })
export const callClosed = (closesAt: Instant) =>
  new Refusal('gone', 'projects.call_is_closed', { at: closesAt })
export const oneProjectOnly = () => new Refusal('conflict', 'projects.one_project_only')
export const callSlugTaken = () => new Refusal('conflict', 'projects.call_slug_taken')
export const callInUse = () => new Refusal('conflict', 'projects.call_in_use')
/** The passport was changed by somebody else since the form was opened. */
export const changedMeanwhile = () => new Refusal('conflict', 'projects.changed_meanwhile')
export const notInThisState = (state: ProjectState) =>
  new Refusal('conflict', 'projects.not_in_this_state', { state })
export const noSuchStep = (was: ProjectState, becomes: ProjectState) =>
  new Refusal('conflict', 'projects.no_such_step', { was, becomes })
export const isWithdrawn = () => new Refusal('gone', 'projects.is_withdrawn')
export const needsReason = () =>
  new Refusal('invalid', 'projects.needs_reason', {}, [{ path: 'reason', code: 'kernel.field_required' }])
export const tooManyFiles = (most: number) => new Refusal('conflict', 'projects.too_many_files', { most })
export const filmTooLarge = (gigabytes: number) =>
  new Refusal('too_large', 'projects.film_too_large', { gigabytes })
export const tooMuchUnderWay = () => new Refusal('too_many', 'projects.too_much_under_way')
export const noRoom = () => new Refusal('unavailable', 'projects.no_room')
export const uploadOver = () => new Refusal('gone', 'projects.upload_over')
export const contactOwn = () => new Refusal('conflict', 'projects.contact_own')
export const contactOpen = () => new Refusal('conflict', 'projects.contact_open')
export const contactDeclined = () => new Refusal('conflict', 'projects.contact_was_declined')
export const contactTooMany = (most: number) => new Refusal('too_many', 'projects.contact_too_many', { most })
export const contactAnswered = () => new Refusal('conflict', 'projects.contact_was_answered')
export const listFull = (most: number) => new Refusal('conflict', 'projects.list_full', { most })
export const alreadyMember = () => new Refusal('conflict', 'projects.already_member')
export const linkBroken = () => new Refusal('gone', 'projects.link_broken')
export const linkForSomebodyElse = () => new Refusal('forbidden', 'projects.link_for_somebody_else')
