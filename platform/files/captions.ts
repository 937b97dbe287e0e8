/** One line of captions: when it stands on the picture, in milliseconds, and what it says, as plain text. */
export type Cue = { from: number; to: number; text: string }

/** What is wrong with a caption file, and in which line (from 1). */
export type CaptionProblem = { problem: 'not_captions' | 'no_times' | 'no_cues' | 'too_many'; line: number }

const most = 5_000
const longestCue = 1_000
const timing =
  /^((?:\d{2,4}:)?[0-5]\d:[0-5]\d\.\d{3})[ \t]+-->[ \t]+((?:\d{2,4}:)?[0-5]\d:[0-5]\d\.\d{3})(?:[ \t].*)?$/

function momentOf(text: string): number {
  const [seconds = 0, minutes = 0, hours = 0] = text.split(':').reverse().map(Number)
  return Math.round(((hours * 60 + minutes) * 60 + seconds) * 1000)
}

const plainOf = (text: string) =>
  text
    .replace(/<[^>]*>/g, '')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim()
    .slice(0, longestCue)

/**
 * Reads a WebVTT file: its cues as plain text, in order of time. Notes, styles, regions, positions and tags are left
 * out: what is kept is what is said and when. Gives what is wrong, with the line, when it is none.
 */
export function readCaptions(file: string): readonly Cue[] | CaptionProblem {
  const lines = file.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)
  if (!/^WEBVTT(?:[ \t].*)?$/.test(lines[0] ?? '')) return { problem: 'not_captions', line: 1 }
  const cues: Cue[] = []
  let at = 1
  // What follows the first line without a blank one belongs to the head.
  while (at < lines.length && lines[at] !== '') at += 1
  while (at < lines.length) {
    const start = at
    while (at < lines.length && lines[at] !== '') at += 1
    const block = lines.slice(start, at)
    at += 1
    const [first = '', second = ''] = block
    if (first === '' || /^(NOTE|STYLE|REGION)(?:[ \t]|$)/.test(first)) continue
    const named = !first.includes('-->')
    const times = timing.exec(named ? second : first)
    const [from, to] = [momentOf(times?.[1] ?? ''), momentOf(times?.[2] ?? '')]
    if (!times || from >= to) return { problem: 'no_times', line: start + (named ? 2 : 1) }
    const text = block
      .slice(named ? 2 : 1)
      .map(plainOf)
      .filter((line) => line !== '')
      .join('\n')
    if (text !== '') cues.push({ from, to, text })
    if (cues.length > most) return { problem: 'too_many', line: start + 1 }
  }
  if (cues.length === 0) return { problem: 'no_cues', line: lines.length }
  return cues.sort((a, b) => a.from - b.from || a.to - b.to)
}

const clock = (ms: number) => {
  const part = (value: number, digits: number) => String(Math.floor(value)).padStart(digits, '0')
  return `${part(ms / 3_600_000, 2)}:${part((ms / 60_000) % 60, 2)}:${part((ms / 1000) % 60, 2)}.${part(ms % 1000, 3)}`
}
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Cues as a WebVTT file of ours. */
export const captionsText = (cues: readonly Cue[]): string =>
  `WEBVTT\n\n${cues.map(({ from, to, text }) => `${clock(from)} --> ${clock(to)}\n${escaped(text)}\n`).join('\n')}`
