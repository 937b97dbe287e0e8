import { foldForSearch, pinyinOf } from '#kernel/names'

const compact = (text: string) => text.replaceAll(' ', '')
const bare = (text: string) => foldForSearch(text).normalize('NFD').replace(/\p{M}/gu, '')

/** A Latin name in the orders people write it: as it stands, and with its last or first word at the other end. */
function orders(latin: string): string[] {
  const words = bare(latin).split(' ').filter(Boolean)
  if (words.length === 0) return []
  const [first = '', ...rest] = words
  const last = words.at(-1) ?? ''
  return [words.join(''), [...rest, first].join(''), [last, ...words.slice(0, -1)].join('')]
}

/** Han names are compared whole; their pinyin in both orders meets whoever is written in Latin letters. */
export function nameKeys({ han, latin }: { han: string; latin: string }): string[] {
  const spelled = han === '' ? [] : orders(pinyinOf(han).replaceAll('’', ''))
  return [
    ...new Set([compact(foldForSearch(han)), ...spelled, ...orders(latin)].filter((key) => key.length > 1)),
  ]
}

/** Splits a name as it stands in a sheet into its two scripts: 王伟 (Wei Wang), Wang Wei 王伟. */
export function scriptsOf(name: string): { han: string; latin: string } {
  const han = (name.match(/[\p{Script=Han}·•]+/gu) ?? []).join('')
  const latin = name
    .replace(/[\p{Script=Han}·•]+/gu, ' ')
    .replace(/[()（）[\],，;；/]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return { han, latin }
}

export const sameText = (a: string, b: string): boolean =>
  a !== '' && b !== '' && compact(foldForSearch(a)) === compact(foldForSearch(b))

export const sameLatin = (a: string, b: string): boolean => {
  const other = new Set(orders(b))
  return orders(a).some((key) => other.has(key))
}
