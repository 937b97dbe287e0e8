import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'

/** Stands in a document where the nonce goes; made at start, so that no content can know it. */
export const noncePlace = `nonce-${crypto.randomUUID()}`

/** The document cut at the places of the nonce: joining the parts with a nonce gives the page. */
export const render = (document: VNode): string[] =>
  `<!doctype html>${renderToString(document)}`.split(noncePlace)
