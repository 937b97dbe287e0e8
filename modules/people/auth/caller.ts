import type { Refusal } from '#kernel/errors'
import { callerHeader, isNo } from './agreed.ts'

/** Who is at the door: the request's headers, and the address as the trusted proxy or the socket tells it. */
export type Caller = { headers: Headers; address: string }

/** What the library may see of a request: the cookies and what the session list shows. Nothing else from outside. */
export function headersOf(caller: Caller): Headers {
  const headers = new Headers()
  for (const name of ['cookie', 'user-agent']) {
    const value = caller.headers.get(name)
    if (value !== null) headers.set(name, value)
  }
  if (caller.address !== '') headers.set(callerHeader, caller.address)
  return headers
}

/** A no of the library becomes ours, by its code; any other error stays one. */
export async function refusing<T>(work: Promise<T>, refusal: (code: string) => Refusal): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw isNo(error) ? refusal(String(error.body?.code ?? '')) : error
  }
}
