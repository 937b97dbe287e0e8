import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

export type Encoding = 'br' | 'gzip' | null

/** What the browser unpacks, the smallest first. */
export const encodingFor = (accepts: string): Encoding =>
  /\bbr\b/.test(accepts) ? 'br' : /\bgzip\b/.test(accepts) ? 'gzip' : null

/**
 * `times` one answer is sent. What is packed for many may take longer to become smaller: of brotli, 6 is a quarter smaller
 * than 1 and takes five times as long; 11 would save a tenth more and take fifty times as long.
 */
export function pack(html: string, encoding: Encoding, times: 'once' | 'often'): Buffer {
  const level = times === 'often' ? 6 : 1
  if (encoding === 'gzip') return gzipSync(html, { level })
  if (encoding === null) return Buffer.from(html)
  return brotliCompressSync(html, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: level,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: html.length,
    },
  })
}
