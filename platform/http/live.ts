const every = 2_000
const longest = 60_000

/**
 * Something that changes, as server-sent events, told when it does. The stream ends after a minute and the browser opens
 * it anew: whoever lost their role, or sits behind a proxy that went away, is not told on for ever.
 */
export function live<Told>(first: Told, read: () => Promise<Told>): Response {
  let timer: ReturnType<typeof setInterval> | undefined
  const encoder = new TextEncoder()
  const line = (told: Told) => encoder.encode(`data: ${JSON.stringify(told)}\n\n`)
  const body = new ReadableStream<Uint8Array>({
    start: (stream) => {
      let last = JSON.stringify(first)
      let beats = 0
      stream.enqueue(encoder.encode('retry: 3000\n'))
      stream.enqueue(line(first))
      const end = () => {
        clearInterval(timer)
        stream.close()
      }
      timer = setInterval(async () => {
        beats += 1
        try {
          const told = await read()
          const now = JSON.stringify(told)
          if (now !== last) stream.enqueue(line(told))
          last = now
          if (beats * every >= longest) end()
        } catch {
          // The reader went away or may no longer see it; the browser asks again and is answered properly.
          clearInterval(timer)
          try {
            stream.close()
          } catch {
            // closed by the reader already
          }
        }
      }, every)
      timer.unref?.()
    },
    cancel: () => clearInterval(timer),
  })
  return new Response(body, {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
  })
}
