import { invalid, Refusal } from '#kernel/errors'

/** Enough for what is typed beside a file; what is longer is no form of ours. */
const end = 64 * 1024

/**
 * What was typed in a form whose file is too large: the body is read on up to four times its limit, and of it only both
 * ends are held. Null where what is too large is no file.
 *
 *     fields … file's head │ the file, thrown away │ fields … closing
 */
export async function besidesFile(request: Request, limit: number): Promise<FormData | null> {
  const type = request.headers.get('content-type') ?? ''
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)/i.exec(type)?.[1]
  if (boundary === undefined || request.body === null) return null
  const told = Number(request.headers.get('content-length') ?? 0)
  const { first, last } = await endsOf(request.body, told > 4 * limit ? end : 4 * limit)
  const line = Buffer.from(`\r\n--${boundary}`)
  const head = first.subarray(0, first.indexOf('\r\n\r\n', Math.max(0, first.lastIndexOf(line))) + 4)
  if (!/filename="[^"\r\n]+"/i.test(head.subarray(Math.max(0, head.lastIndexOf(line))).toString()))
    return null
  const from = last.indexOf(line)
  const tail = from < 0 ? Buffer.from(`\r\n--${boundary}--\r\n`) : last.subarray(from)
  try {
    return await new Response(Buffer.concat([head, tail]), { headers: { 'content-type': type } }).formData()
  } catch {
    return null
  }
}

/** The first and the last bytes of a body, of which no more than `most` is waited for. */
async function endsOf(
  body: ReadableStream<Uint8Array>,
  most: number,
): Promise<{ first: Buffer; last: Buffer }> {
  let [first, last, size] = [Buffer.alloc(0), Buffer.alloc(0), 0]
  for await (const chunk of body) {
    size += chunk.byteLength
    if (first.length < end) first = Buffer.concat([first, chunk]).subarray(0, end)
    last = Buffer.concat([last, chunk]).subarray(-end)
    if (size >= most) return { first, last: Buffer.alloc(0) }
  }
  return { first, last }
}

/** The refusal at the field of a file that is too large. */
export function fileTooLarge(data: FormData, limit: number): Refusal {
  const field = [...data].find(([, value]) => value instanceof File && value.name !== '')?.[0] ?? 'file'
  const { code, fields } = invalid([
    {
      path: field,
      code: 'kernel.field_file_too_large',
      details: { megabytes: Math.floor(limit / 1024 / 1024) },
    },
  ])
  return new Refusal('too_large', code, {}, fields)
}
