import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/**
 * Noto Sans SC comes in about a hundred files, each with some of the characters. A name needs two or three of them:
 * reading those takes milliseconds, where the whole font takes more than a second and the event loop with it.
 */
export type Run = { subset: string; text: string }

export type Face = {
  /** The text in pieces that one file can draw; what no file has becomes the mark for a missing character. */
  runs(text: string): Run[]
  /** Characters of the text that no file has, each once. */
  missing(text: string): string[]
  file(subset: string): Promise<Buffer>
}

/** What printers set for a character they do not have. */
const geta = '〓'

type Range = { from: number; to: number; subset: string }

function readRanges(listed: Readonly<Record<string, string>>): Range[] {
  return Object.entries(listed)
    .filter(([name]) => name.startsWith('['))
    .flatMap(([name, ranges]) =>
      ranges.split(',').map((range) => {
        const [from = '', to = from] = range.replace('U+', '').split('-')
        return { from: Number.parseInt(from, 16), to: Number.parseInt(to, 16), subset: name.slice(1, -1) }
      }),
    )
    .sort((a, b) => a.from - b.from)
}

function subsetOf(ranges: readonly Range[], character: string): string | undefined {
  const point = character.codePointAt(0) ?? 0
  let [low, high] = [0, ranges.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const range = ranges[middle]
    if (range === undefined) return undefined
    if (point < range.from) high = middle - 1
    else if (point > range.to) low = middle + 1
    else return range.subset
  }
  return undefined
}

let opened: Promise<Face> | undefined

export function openFace(): Promise<Face> {
  opened ??= readFace()
  return opened
}

async function readFace(): Promise<Face> {
  const folder = dirname(createRequire(import.meta.url).resolve('@fontsource/noto-sans-sc/package.json'))
  const ranges = readRanges(JSON.parse(await readFile(join(folder, 'unicode.json'), 'utf8')))
  const files = new Map<string, Promise<Buffer>>()
  return {
    runs: (text) => {
      const runs: Run[] = []
      for (const character of text) {
        const found = subsetOf(ranges, character)
        const drawn = found === undefined ? geta : character
        const subset = found ?? subsetOf(ranges, geta) ?? ''
        const last = runs.at(-1)
        if (last?.subset === subset) last.text += drawn
        else runs.push({ subset, text: drawn })
      }
      return runs
    },
    missing: (text) => [...new Set(text)].filter((character) => subsetOf(ranges, character) === undefined),
    file: (subset) => {
      const known = files.get(subset)
      if (known) return known
      const reading = readFile(join(folder, 'files', `noto-sans-sc-${subset}-400-normal.woff`))
      files.set(subset, reading)
      return reading
    },
  }
}
