/**
 * What a timetable of 1:1 meetings is asked for: arrays of indices, no ids, no clock, no names.
 * Indices count from 0. A slot is an index into the caller's half-open intervals, in order of time.
 */
export type Problem = {
  readonly people: number
  readonly slots: number
  /** P × S, row by person: 1 = the person can meet in that slot. */
  readonly free: Uint8Array
  /** Where meetings are held. All alike when every `kind` is the same and nothing is closed. */
  readonly tables: readonly Table[]
  readonly wishes: readonly Wish[]
  /** [earlier, later]: wish indices; when both are placed, the first is in a strictly earlier slot. */
  readonly precedes: readonly (readonly [number, number])[]
  /** Most meetings of each person over all slots; absent = as many as there are slots. */
  readonly most?: Int32Array
  /** Most meetings of each person in one slot (a person with several delegates); absent = 1. */
  readonly delegates?: Uint8Array
  /** 1 = a newcomer, who gets a first meeting before others get a further one of the same weight. Absent = nobody. */
  readonly newcomer?: Uint8Array
}

/** A place for one meeting at a time. `kind` is the caller's zone or language, a small integer. */
export type Table = { readonly kind: number; readonly closed?: readonly number[] }

/** Two people who should meet. */
export type Wish = {
  readonly a: number
  readonly b: number
  /** What it is worth to place it: an integer from 0 to 1,000,000. */
  readonly weight: number
  /** Placed before anything that is not, whatever the weights. */
  readonly must: boolean
  /** Slots it may be in (a session such as the morning); absent = all. */
  readonly within?: readonly number[]
  /** It is in this slot or nowhere. */
  readonly fixed?: number
  /** Kinds of table that will do; absent = any. */
  readonly kinds?: readonly number[]
}

/**
 * all   every wish has to be placed; the fewest breaks, no two people more than `fairness` breaks apart
 * best  what is worth most is placed: hard rules, then musts, then weight, then few breaks, fairness, few changes of table
 */
export type Mode = 'all' | 'best'

/** What is already so: the plan to start from, and which of its wishes have to stay where they are. */
export type Start = {
  readonly slotOf: Int32Array
  readonly tableOf: Int32Array
  /** 1 = a pin: this wish keeps its slot and table. */
  readonly pinned: Uint8Array
  /** true = only wishes that are not placed are looked at; nobody's placed meeting moves. */
  readonly gapsOnly?: boolean
  /** mode best: most people whose standing meetings may move or go; absent = the most weight, whoever moves. */
  readonly mostMoved?: number
}

export type Options = {
  readonly mode: Mode
  /** Same problem, seed and steps: same answer. */
  readonly seed: number
  /** Milliseconds of wall time, or steps of search for repeatability; whichever ends first. */
  readonly budget: { readonly ms?: number; readonly steps?: number }
  /** mode all: most breaks − fewest breaks over all people; absent = no bound. */
  readonly fairness?: number
  readonly start?: Start
  /** mode all: threads to search in; 1 = in the caller's own. Mode best and budgets of steps take one. */
  readonly threads?: number
  /** Told of each better plan and of each better bound, at most ten times a second. */
  readonly progress?: (so: Progress) => void
  readonly signal?: AbortSignal
}

export type Plan = {
  /** Slot of each wish, −1 = not placed. */
  readonly slotOf: Int32Array
  /** Table of each wish, −1 = not placed. */
  readonly tableOf: Int32Array
}

/** What a plan is worth, in the order in which plans are compared. */
export type Worth = {
  readonly placed: number
  readonly musts: number
  readonly weight: number
  /** Newcomers with at least one meeting. */
  readonly newcomers: number
  /** Over all people: maximal runs of idle slots strictly between two of their meetings. */
  readonly breaks: number
  /** Most breaks − fewest breaks. */
  readonly spread: number
  readonly tableChanges: number
}

export type Progress = { readonly worth: Worth; readonly bound: number | null; readonly ms: number }

/**
 * optimal     proved: the bound meets the value (mode best: no plan has more musts, or as many and more weight)
 * infeasible  proved: `because` says why in facts that a person can check
 * feasible    a valid plan; `bound` says how much better one could be at the most
 * unknown     neither a plan nor a proof in the budget
 */
export type Status = 'optimal' | 'feasible' | 'infeasible' | 'unknown'

export type Answer = {
  readonly status: Status
  readonly plan: Plan | null
  readonly worth: Worth | null
  /** mode all: no plan has fewer breaks. mode best: no plan has more weight (musts first). Null = none known. */
  readonly bound: number | null
  /** Why there is no plan at all; empty unless infeasible. */
  readonly because: readonly Reason[]
  /** For each wish that is not placed, what stands in its way. */
  readonly unplaced: readonly { readonly wish: number; readonly reasons: readonly Reason[] }[]
  readonly steps: number
  readonly ms: number
}

/** A fact in a code and numbers; `sentences.ts` has its words in both languages. */
export type Reason = { readonly code: string; readonly with: Readonly<Record<string, number>> }
