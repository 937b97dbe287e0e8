import { encode } from 'uqr'

export type QrDrawing = { size: number; path: string }

/** One path of unit squares, rows joined where they touch; the quiet zone of four modules is part of `size`. */
export function drawQr(text: string): QrDrawing {
  const { data, size } = encode(text, { ecc: 'M', border: 4 })
  let path = ''
  data.forEach((row, y) => {
    for (let x = 0; x < size; x += 1) {
      if (!row[x]) continue
      let length = 1
      while (row[x + length]) length += 1
      path += `M${x} ${y}h${length}v1h-${length}z`
      x += length
    }
  })
  return { size, path }
}
