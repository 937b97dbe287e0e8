import { createHash } from 'node:crypto'

/**
 * Tells the server the reader's own zone, so that the next page shows times in it beside the place's. The same few
 * bytes on every page, allowed by their own hash: a page that is kept needs no nonce for them.
 */
export const zoneScript = `document.cookie.includes('zone=')||(document.cookie='zone='+encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone)+';path=/;max-age=31536000;samesite=lax')`

export const zoneScriptSource = `'sha256-${createHash('sha256').update(zoneScript).digest('base64')}'`
