import { Refusal } from '#kernel/errors'

const tooLarge = (limit: number) =>
  new Refusal('too_large', 'kernel.too_large', { limit: Math.ceil(limit / 1024) })

/** Whether a request says so of itself. */
export const isTooLarge = (request: Request, limit: number): boolean =>
  Number(request.headers.get('content-length') ?? 0) > limit

/** The request's body, cut off with a refusal as soon as it passes `limit` bytes: it is never held whole first. */
export async function limited(request: Request, limit: number): Promise<Request | Response> {
  const told = request.headers.get('content-length')
  // The HTTP parser ends a body where its length said: it can be read in one go.
  if (told !== null && Number(told) <= limit) return request
  if (told !== null) throw tooLarge(limit)
  const headers = { 'content-type': request.headers.get('content-type') ?? '' }
  if (request.body === null) return new Response('', { headers })
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body) {
    size += chunk.byteLength
    if (size > limit) throw tooLarge(limit)
    chunks.push(chunk)
  }
  return new Response(Buffer.concat(chunks), { headers })
}

/** Reads a form, urlencoded or multipart; anything else is refused in words. */
export async function readForm(request: Request, limit: number): Promise<FormData> {
  const body = await limited(request, limit)
  try {
    return await body.formData()
  } catch {
    throw new Refusal('invalid', 'kernel.not_a_form')
  }
}
