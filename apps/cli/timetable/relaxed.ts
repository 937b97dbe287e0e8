import { type Problem, relaxationOf } from '#solver/timetable'

/** The optimum of the linear relaxation by HiGHS: no plan has more musts, or with as many as that more weight. */
export type Relaxed = { readonly musts: number; readonly weight: number; readonly seconds: number }

/** Solves the linear relaxation of mode best by HiGHS (WebAssembly, one thread); loaded only when it is asked for. */
export async function relaxed(problem: Problem): Promise<Relaxed> {
  const { default: load } = await import('highs')
  const highs = await load()
  const { columns, rows, weight, must, limit, start, row } = relaxationOf(problem)
  const musts = Float64Array.from(must)
  const hasMusts = must.some((each) => each === 1)
  // The last row counts musts: at least as many as there can be, once that is known.
  const entries = row.length + (hasMusts ? musts.reduce((sum, each) => sum + each, 0) : 0)
  const indices = new Int32Array(entries)
  const starts = new Int32Array(columns + 1)
  let at = 0
  for (let column = 0; column < columns; column += 1) {
    for (let i = start[column] ?? 0; i < (start[column + 1] ?? 0); i += 1) indices[at++] = row[i] ?? 0
    if (must[column]) indices[at++] = rows
    starts[column + 1] = at
  }
  const numRows = rows + (hasMusts ? 1 : 0)
  const rowUpper = new Float64Array(numRows).fill(highs.infinity)
  rowUpper.set(limit)
  const began = performance.now()
  return highs.withModel(
    {
      numCols: columns,
      numRows,
      sense: highs.constants.objectiveSense.maximize,
      colCost: hasMusts ? musts : weight,
      colLower: new Float64Array(columns),
      colUpper: new Float64Array(columns).fill(1),
      rowLower: new Float64Array(numRows).fill(-highs.infinity),
      rowUpper,
      matrix: {
        format: 'csc',
        numCols: columns,
        numRows,
        starts,
        indices,
        values: new Float64Array(entries).fill(1),
      },
    },
    (model) => {
      model.options.set({ output_flag: false })
      const solve = () => {
        model.run()
        if (model.getModelStatus() !== highs.constants.modelStatus.optimal)
          throw new Error(`HiGHS ended with status ${model.getModelStatus()}`)
        return model.getObjectiveValue()
      }
      if (columns === 0) return { musts: 0, weight: 0, seconds: 0 }
      const most = hasMusts ? Math.floor(solve() + 1e-6) : 0
      if (hasMusts) {
        model.changeRowBounds(rows, most, highs.infinity)
        for (let column = 0; column < columns; column += 1) model.changeColCost(column, weight[column] ?? 0)
      }
      const best = solve()
      return { musts: most, weight: best, seconds: (performance.now() - began) / 1000 }
    },
  )
}
