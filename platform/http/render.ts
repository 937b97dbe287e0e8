/** Stands in a document where the nonce goes; made at start, so that no content can know it. */
export const noncePlace = `nonce-${crypto.randomUUID()}`

/** The page cut at the places of the nonce: joining the parts with a nonce gives the whole. */
export const cut = (html: string): string[] => `<!doctype html>${html}`.split(noncePlace)
