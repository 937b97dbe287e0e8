/** What the outsider asked for on the command line; a mode reads what concerns it. */
export type Asked = {
  /** Seconds for each line; null = the mode's own default. */
  readonly seconds: number | null
  readonly steps: number | null
  readonly seed: number
  readonly threads: number
  /** Most breaks − fewest breaks. */
  readonly fairness: number
  /** Print the bound of the linear programme beside the result (mode best). */
  readonly bound: boolean
  readonly signal: AbortSignal
  /** Says something about the line that does not keep it from being answered. */
  note(text: string): void
}

/** One way to solve a line: what it reads, and the object it answers with. */
export type TimetableMode = {
  /** Names in a line that are none of the format's, and are therefore not read. */
  unknown(value: unknown): readonly string[]
  /** Throws FormatError or ShapeError when the line is not a problem of this mode; `run` may throw ShapeError too. */
  read(value: unknown, asked: Asked): { readonly name: string; run(): Promise<object> }
}
