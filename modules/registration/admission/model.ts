import type { Refusal } from '#kernel/errors'
import type { Answers, CategoryId, Invitation, Registration, RegistrationState } from '../model.ts'

/** One request for a place, with what the lock found about it. */
export type Request = {
  categoryId: CategoryId
  /** Who asks: two requests with the same one are the same person. */
  email: string
  /** The caller's own name for this request: sending it twice asks once. */
  key: string
  answers: Readonly<Record<string, unknown>>
  /** What the link opened; undefined when the request came without one. */
  invitation: Invitation | null | undefined
  /** Staff bring someone in by hand: cut-off, approval and invitation are theirs to pass; places are not. */
  byStaff: boolean
  /** The registration this person has at this event. */
  existing: Registration | null
  /** The registration that was made by this key, and for whom. */
  made: { registration: Registration; email: string } | null
}

/** What becomes of one request. Only `placed` and `already` write anything. */
export type Verdict =
  | {
      kind: 'placed'
      state: RegistrationState
      place: number
      answers: Answers
      categoryId: CategoryId
      /** The registration that was over and now counts again. */
      revives: Registration | null
      invitation: Invitation | null
    }
  /** The same request once more: the same answer. */
  | { kind: 'repeated'; registration: Pick<Registration, 'state'>; of: number | null }
  /** Registered before: refused, and the link goes to the address on record, when it did not just do so. */
  | { kind: 'already'; registration: Registration | null; sendLink: boolean; refusal: Refusal }
  | { kind: 'refused'; refusal: Refusal }
