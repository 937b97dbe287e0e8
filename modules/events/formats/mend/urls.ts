import type { Json } from '../json/value.ts'
import type { Part } from './part.ts'

const sign = String.raw`(?:[A-Za-z0-9\-._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})`
const tail = String.raw`(?:/${sign}*)*(?:\?(?:${sign}|[/?])*)?(?:#(?:${sign}|[/?])*)?$`
const host = String.raw`(?:[A-Za-z0-9\-._~!$&'()*+,;=]|%[0-9A-Fa-f]{2})+`
const web = new RegExp(String.raw`^https?://(?:${sign.replace('@', '')}*@)?${host}(?::\d{0,5})?${tail}`)
const other = new RegExp(
  String.raw`^(?!https?:)[A-Za-z][A-Za-z0-9+\-.]*:(?:${sign}|/)+(?:\?(?:${sign}|[/?])*)?(?:#(?:${sign}|[/?])*)?$`,
)

/** An address that satisfies `https?://` of the one schema and RFC 3986 of the other. */
export const isWebUrl = (text: string): boolean => text.length <= longest && web.test(text)

/** Any absolute URI: web, mailto, urn, ftp. */
export const isUri = (text: string): boolean => isWebUrl(text) || (text.length <= longest && other.test(text))

/** Longer than any browser takes; patterns must not be run on megabytes. */
const longest = 8_000

const looksLikeFile =
  /\.(pdf|png|jpe?g|gif|svg|webp|zip|html?|txt|od[pst]|pptx?|docx?|xlsx?|md|tgz|gz|mp[34]|webm)$/i

/** The address that was meant, or undefined. `base` completes what has no host. */
export function webUrlIn(text: string, base: string | undefined): string | undefined {
  const trimmed = text.trim()
  if (trimmed === '' || trimmed.length > longest) return undefined
  const candidates = [trimmed]
  // A host in other letters has a name in ASCII, which is not its percent codes.
  if (/^https?:\/\/[^/?#]*[\u{80}-\u{10ffff}]/iu.test(trimmed)) candidates.push(resolved(trimmed, undefined))
  candidates.push(escaped(trimmed))
  if (/^https?:/i.test(trimmed)) candidates.push(resolved(trimmed, undefined))
  else if (trimmed.startsWith('//')) candidates.push(`https:${escaped(trimmed)}`)
  else if (looksLikeHost(trimmed))
    candidates.push(`http://${escaped(trimmed)}`, resolved(`http://${trimmed}`, undefined))
  else if (!/^[A-Za-z][A-Za-z0-9+\-.]*:/.test(trimmed)) candidates.push(resolved(trimmed, base))
  return candidates.find((candidate) => isWebUrl(candidate))
}

const looksLikeHost = (text: string): boolean =>
  /^[\w\u{80}-\u{ffff}-]+(\.[\w\u{80}-\u{ffff}-]+)*\.\p{L}{2,}(:\d+)?([/?#]|$)/u.test(text) &&
  !looksLikeFile.test(text)

const resolved = (text: string, base: string | undefined): string =>
  URL.canParse(text, base) ? escaped(new URL(text, base).href) : ''

/** Signs that may not stand in a URI, as percent codes; what is a code already stays. */
function escaped(text: string): string {
  const [before = '', ...after] = text.split('#')
  const fragment = after.length > 0 ? `#${after.join('%23')}` : ''
  return (before + fragment)
    .replace(/%(?![0-9A-Fa-f]{2})/g, '%25')
    .replace(/[^A-Za-z0-9\-._~!$&'()*+,;=:@/?#%]/gu, (sign) => encodeURIComponent(sign))
}

/** An address that both schemas want to be a URL of the web: mended, or left out (its original is kept). */
export function webUrl(part: Part, field: string, value: Json | undefined): string | undefined {
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value === 'string' && isWebUrl(value)) return value
  const now = typeof value === 'string' ? webUrlIn(value, part.desk.base) : undefined
  noteUrl(part, field, value, now)
  return now
}

export function noteUrl(part: Part, field: string, value: Json, now: string | undefined) {
  const relative = typeof value === 'string' && !/^\s*[a-z]+:/i.test(value)
  part.note(now === undefined ? 'url_unusable' : relative ? 'url_relative' : 'url_form', field, value, now)
}
