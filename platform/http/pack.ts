import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

export type Encoding = 'br' | 'gzip' | null

/** What the browser unpacks, the smallest first. */
export const encodingFor = (accepts: string): Encoding =>
  /\bbr\b/.test(accepts) ? 'br' : /\bgzip\b/.test(accepts) ? 'gzip' : null

/** `times` one answer is sent: what is packed for many may take longer to become smaller. */
export function pack(html: string, encoding: Encoding, times: 'once' | 'often'): Buffer {
  if (encoding === 'gzip') return gzipSync(html)
  if (encoding === null) return Buffer.from(html)
  // 6 is a fifth smaller than 3 and takes twice as long; 11 would save a tenth more and take fifty times as long. 1 is a twelfth
  // larger than 3, which a form that has to come in the first flight feels, and saves a twentieth of what making a page takes.
  return brotliCompressSync(html, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: times === 'often' ? 6 : 3,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: html.length,
    },
  })
}
