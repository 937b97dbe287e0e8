/** Meeting services whose links are taken as links; an installation adds its own. */
export const meetingHosts = [
  'meet.jit.si',
  'meeting.tencent.com',
  'voovmeeting.com',
  'zoom.us',
  'zoom.com.cn',
  'zoom.com',
] as const

/** recording and stream are played in the page, from our own origin; a meeting is a link that leads away. */
export type Watch =
  | { kind: 'recording'; path: string; type: string }
  | { kind: 'stream'; path: string }
  | { kind: 'meeting'; href: string; host: string }

const recordings: Readonly<Record<string, string>> = { mp4: 'video/mp4', webm: 'video/webm' }

/**
 * What a typed address is: a path of our own that ends in .m3u8, .mp4 or .webm, or the https link of a known meeting
 * service (or a host below one). Null for everything else: no other origin's scripts or frames come into our pages.
 */
export function watchOf(typed: string, moreHosts: readonly string[] = []): Watch | null {
  if (typed.startsWith('/')) {
    const path = /^\/(?!\/)[\w\-./]+\.(m3u8|mp4|webm)$/.exec(typed)
    if (!path || typed.includes('..')) return null
    const ending = path[1] ?? ''
    return ending === 'm3u8'
      ? { kind: 'stream', path: typed }
      : { kind: 'recording', path: typed, type: recordings[ending] ?? '' }
  }
  if (!URL.canParse(typed)) return null
  const address = new URL(typed)
  if (address.protocol !== 'https:' || address.username !== '' || address.password !== '') return null
  const hosts = [...meetingHosts, ...moreHosts]
  const known = hosts.some((host) => address.hostname === host || address.hostname.endsWith(`.${host}`))
  return known ? { kind: 'meeting', href: address.href, host: address.hostname } : null
}
