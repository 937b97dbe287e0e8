import type { Visit } from './route.ts'
import { securityHeaders } from './security.ts'
import { leaveAsItIs } from './whole.ts'

/**
 * An answer with all its headers given at once: the server then writes them as they are, where touching the headers
 * of a finished Response costs more than finding the route did.
 */
export function answer(
  { requestId, answerHeaders }: Pick<Visit, 'requestId' | 'answerHeaders'>,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string | Uint8Array<ArrayBuffer>,
): Response {
  const all = { ...securityHeaders, 'x-request-id': requestId, ...headers }
  return leaveAsItIs(withHeaders(new Response(body, { status, headers: all }), answerHeaders))
}

/** Puts the headers that a use case set (cookies of signing in, for one) on the answer. */
export function withHeaders(response: Response, headers: Headers): Response {
  if (headers.keys().next().done) return response
  const answer = new Response(response.body, response)
  for (const [name, value] of headers) {
    if (name === 'set-cookie') answer.headers.append(name, value)
    else answer.headers.set(name, value)
  }
  return answer
}
