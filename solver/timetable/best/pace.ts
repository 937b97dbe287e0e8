import { now } from '../clock.ts'
import type { Options } from '../problem.ts'

/** A part of a search: how far it is, by steps where steps are given (so that it repeats), else by time. */
export class Pace {
  steps = 0
  private readonly began = now()
  private readonly options: Options
  private breath = this.began

  constructor(options: Options) {
    this.options = options
  }

  get ms(): number {
    return now() - this.began
  }

  get stopped(): boolean {
    const { budget, signal } = this.options
    return (signal?.aborted ?? false) || this.ms >= (budget.ms ?? Number.POSITIVE_INFINITY)
  }

  /**
   * Works from one share of the whole budget to another (0 = nothing, 1 = all of it), in chunks; `work` is told how far
   * this part is, from 0 to 1, and how many steps to take. Between chunks others get their turn. false = stopped.
   */
  async part(
    from: number,
    to: number,
    chunk: number,
    work: (done: number, steps: number) => void,
  ): Promise<boolean> {
    const { budget } = this.options
    const whole = budget.steps ?? budget.ms ?? 0
    const at = () => (budget.steps === undefined ? this.ms : this.steps)
    const start = Math.max(at(), from * whole)
    const end = to * whole
    while (at() < end && !this.stopped) {
      const steps = budget.steps === undefined ? chunk : Math.min(chunk, Math.ceil(end - this.steps))
      work(Math.min(1, (at() - start) / Math.max(1, end - start)), steps)
      this.steps += steps
      await this.breathe()
    }
    return !this.stopped
  }

  /** Lets others have their turn, at most fifty times a second. */
  async breathe(): Promise<void> {
    if (now() - this.breath < 20) return
    await new Promise((done) => setTimeout(done, 0))
    this.breath = now()
  }
}
