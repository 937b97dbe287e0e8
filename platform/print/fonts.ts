import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pointsOf, unwrapWoff } from './woff.ts'

/** A piece of text that one file can draw. */
export type Run = { subset: string; text: string }

/**
 * Noto Sans SC comes in about a hundred files, each with some of the characters. A name needs two or three of them:
 * reading those takes milliseconds, where the whole font takes more than a second and the event loop with it.
 */
export type Face = {
  /** The text in pieces. What no file has is drawn as its plain letter, or as the mark for a missing character. */
  runs(text: string): Promise<Run[]>
  /** Characters of the text that no file has, each once. */
  missing(text: string): Promise<string[]>
  /** The plain font of a subset. */
  font(subset: string): Promise<Buffer>
}

/** What printers set for a character they do not have. */
const geta = '〓'
const letters: Readonly<Record<string, string>> = {
  Ł: 'L',
  ł: 'l',
  Đ: 'D',
  đ: 'd',
  Ħ: 'H',
  ħ: 'h',
  ı: 'i',
  Œ: 'OE',
  œ: 'oe',
}

/** Ž without its mark is nearer to the name than a square; it is told as missing all the same. */
const plainOf = (character: string) => {
  const base = letters[character] ?? character.normalize('NFD').replace(/\p{M}/gu, '')
  return base === '' || base === character ? geta : base
}

type Range = { from: number; to: number; subset: string }
type Opened = { font: Buffer; points: ReadonlySet<number> }

/** The numbered files first: the named ones repeat their letters and are asked for what is in no other. */
function readRanges(listed: Readonly<Record<string, string>>): Range[] {
  const ranges = Object.entries(listed).flatMap(([name, ranges]) =>
    ranges.split(',').map((range) => {
      const [from = '', to = from] = range.replace('U+', '').split('-')
      return {
        from: Number.parseInt(from, 16),
        to: Number.parseInt(to, 16),
        subset: name.replace(/[[\]]/g, ''),
      }
    }),
  )
  const numbered = ({ subset }: Range) => (/^\d+$/.test(subset) ? 0 : 1)
  return ranges.sort((a, b) => numbered(a) - numbered(b))
}

let opened: Promise<Face> | undefined

export function openFace(): Promise<Face> {
  opened ??= readFace()
  return opened
}

async function readFace(): Promise<Face> {
  const folder = dirname(createRequire(import.meta.url).resolve('@fontsource/noto-sans-sc/package.json'))
  const ranges = readRanges(JSON.parse(await readFile(join(folder, 'unicode.json'), 'utf8')))
  const files = new Map<string, Promise<Opened>>()
  const places = new Map<string, string | null>()

  const open = (subset: string): Promise<Opened> => {
    const known = files.get(subset)
    if (known) return known
    const reading = readFile(join(folder, 'files', `noto-sans-sc-${subset}-400-normal.woff`)).then((woff) => {
      const font = unwrapWoff(woff)
      return { font, points: pointsOf(font) }
    })
    files.set(subset, reading)
    return reading
  }

  /** A range only says where a character would be; the file itself says whether it is. */
  const placeOf = async (character: string): Promise<string | null> => {
    const known = places.get(character)
    if (known !== undefined) return known
    const point = character.codePointAt(0) ?? 0
    let place: string | null = null
    for (const { from, to, subset } of ranges) {
      if (place !== null || point < from || point > to) continue
      if ((await open(subset)).points.has(point)) place = subset
    }
    places.set(character, place)
    return place
  }

  const runs = async (text: string): Promise<Run[]> => {
    const found: Run[] = []
    for (const character of text.normalize('NFC')) {
      const drawn = (await placeOf(character)) === null ? plainOf(character) : character
      for (const letter of drawn) {
        const place = await placeOf(letter)
        const [subset, shown] = place === null ? [(await placeOf(geta)) ?? '', geta] : [place, letter]
        const last = found.at(-1)
        if (last?.subset === subset) last.text += shown
        else found.push({ subset, text: shown })
      }
    }
    return found
  }

  return {
    runs,
    missing: async (text) => {
      const lacking: string[] = []
      for (const character of new Set(text.normalize('NFC')))
        if ((await placeOf(character)) === null) lacking.push(character)
      return lacking
    },
    font: async (subset) => (await open(subset)).font,
  }
}
