import type { Words } from '#kernel/i18n'

/** What an address line may ask of every page. */
const told = 'told'

/** `?told=key` shows a message once; only messages named `<module>.told_…` are taken, so nobody can put words in. */
export function toldIn({ search }: { search: URLSearchParams }, words: Words): string | null {
  const key = search.get(told)
  return key !== null && /^[a-z_]+\.told_[a-z_]+$/.test(key) && words.has(key) ? key : null
}

/** Of what an address line carries, what reaches a page that reads `asks`. */
export const askedOf = (search: URLSearchParams, asks: readonly string[]): URLSearchParams =>
  new URLSearchParams([...search].filter(([name]) => name === told || asks.includes(name)))
