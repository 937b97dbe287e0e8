import type { Sink } from './sink.ts'

/** Collects clauses as a DIMACS file for another solver; variables count from 1 there. */
export class Dimacs implements Sink {
  private variables = 0
  private readonly clauses: (readonly number[])[] = []

  variable(): number {
    this.variables += 1
    return this.variables - 1
  }

  add(lits: readonly number[]): void {
    this.clauses.push(lits)
  }

  /** Pairwise: the groups of this problem are small. */
  atMostOne(lits: readonly number[]): void {
    for (const [at, lit] of lits.entries())
      for (const other of lits.slice(at + 1)) this.add([lit ^ 1, other ^ 1])
  }

  private line(lits: readonly number[]): string {
    return `${lits.map((lit) => (lit & 1 ? -1 : 1) * ((lit >> 1) + 1)).join(' ')} 0`
  }

  /** The problem as it is. */
  cnf(): string {
    return `p cnf ${this.variables} ${this.clauses.length}\n${this.clauses.map((lits) => this.line(lits)).join('\n')}\n`
  }

  /** The problem with these literals to be made false as often as can be, in the old WCNF format that clasp reads. */
  wcnf(costs: readonly number[]): string {
    const top = costs.length + 1
    const soft = costs.map((lit) => `1 ${this.line([lit ^ 1])}`)
    const hard = this.clauses.map((lits) => `${top} ${this.line(lits)}`)
    return `p wcnf ${this.variables} ${soft.length + hard.length} ${top}\n${[...hard, ...soft].join('\n')}\n`
  }
}
