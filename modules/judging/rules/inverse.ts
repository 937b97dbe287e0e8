/** The inverse of a square matrix that has one, by elimination with the largest pivot. */
export function inverse(matrix: readonly (readonly number[])[]): number[][] {
  const size = matrix.length
  const rows = matrix.map((row, at) => [...row, ...row.map((_none, column) => (column === at ? 1 : 0))])
  for (let column = 0; column < size; column++) {
    let pivot = column
    for (let row = column + 1; row < size; row++)
      if (Math.abs(rows[row]?.[column] ?? 0) > Math.abs(rows[pivot]?.[column] ?? 0)) pivot = row
    const [top, other] = [rows[column], rows[pivot]]
    if (!top || !other || (other[column] ?? 0) === 0) throw new Error('the matrix has no inverse')
    rows[column] = other
    rows[pivot] = top
    const by = other[column] ?? 1
    const scaled = other.map((each) => each / by)
    rows[column] = scaled
    for (let row = 0; row < size; row++) {
      const factor = rows[row]?.[column] ?? 0
      if (row === column || factor === 0) continue
      rows[row] = (rows[row] ?? []).map((each, at) => each - factor * (scaled[at] ?? 0))
    }
  }
  return rows.map((row) => row.slice(size))
}
