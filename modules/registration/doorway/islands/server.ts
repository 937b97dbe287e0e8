import type { Id } from '#kernel/ids'
import { msBetween, systemNow } from '#kernel/time'
import type { DoorwayAnswer, ScansAnswer } from '../wire.ts'
import type { KeptList, QueuedScan } from './kept.ts'

/** `away` no network or the server is not well: try later · `no` signed out, or not this door's crew any more. */
export type Heard<T> = { kind: 'ok'; body: T } | { kind: 'away' } | { kind: 'no' }

async function hear<T>(path: string, init: RequestInit = {}): Promise<Heard<T>> {
  try {
    const response = await fetch(path, { ...init, signal: AbortSignal.timeout(15_000) })
    if (response.ok) return { kind: 'ok', body: (await response.json()) as T } // our own API, checked by its schema there
    return [401, 403, 404].includes(response.status) ? { kind: 'no' } : { kind: 'away' }
  } catch {
    return { kind: 'away' }
  }
}

export async function loadList(eventId: Id<'event'>, lang: string): Promise<Heard<KeptList>> {
  const heard = await hear<DoorwayAnswer>(`/api/v1/events/${eventId}/doorway?lang=${lang}`)
  if (heard.kind !== 'ok') return heard
  const savedAt = systemNow()
  return { kind: 'ok', body: { ...heard.body, eventId, savedAt, ahead: msBetween(savedAt, heard.body.now) } }
}

export const sendScans = (eventId: string, scans: readonly QueuedScan[]): Promise<Heard<ScansAnswer>> =>
  hear(`/api/v1/events/${eventId}/scans`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ scans: scans.map(({ eventId: _event, ...scan }) => scan) }),
  })
