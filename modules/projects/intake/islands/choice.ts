export type Going = { to: string; name: string; bytes: number }
type Chosen = { name: string; size: number }

/**
 * What becomes of the file that was chosen: the one under way goes on; another one would throw away what is there of it,
 * so it begins only when it is asked for a second time.
 */
export function choiceOf(
  going: Going | null,
  chosen: Chosen,
  askedBefore: Chosen | null,
): 'goes_on' | 'begins' | 'ask' {
  if (going === null) return 'begins'
  if (going.name === chosen.name && going.bytes === chosen.size) return 'goes_on'
  return askedBefore?.name === chosen.name && askedBefore.size === chosen.size ? 'begins' : 'ask'
}

/** Whether a file begins as MP4 or WebM do; the server looks again. */
export const beginsAsFilm = (first: Uint8Array): boolean =>
  new TextDecoder('latin1').decode(first.subarray(4, 8)) === 'ftyp' ||
  [0x1a, 0x45, 0xdf, 0xa3].every((byte, at) => first[at] === byte)
