import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pointsOf, unwrapWoff } from './woff.ts'

/** A piece of text that one file can draw. */
export type Run = { subset: string; text: string }

/**
 * Noto Sans SC comes in about a hundred files, each with some of the characters. A name needs two or three of them:
 * reading those takes milliseconds, where the whole font takes more than a second and the event loop with it.
 * Noto Sans stands behind it for the letters of Europe that a Chinese font does not have.
 */
export type Face = {
  /** The text in pieces. What no file has is drawn as its plain letter, or as the mark for a missing character. */
  runs(text: string): Promise<Run[]>
  /** Characters of the text that no file has, each once. */
  missing(text: string): Promise<string[]>
  /** The plain font of a subset. */
  font(subset: string): Promise<Buffer>
}

/** In the order in which they are asked for a character. */
const families = ['noto-sans-sc', 'noto-sans'] as const
type Family = (typeof families)[number]

/** What printers set for a character they do not have. */
const geta = '〓'

/** Marks that both scripts have: a Chinese font sets them as wide as a character, which tears a word of letters apart. */
const shared = /[‘’“”…·–—]/u
const chinese = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u

/** A letter without its mark is nearer to the name than a square; it is told as missing all the same. */
const plainOf = (character: string) => {
  const base = character.normalize('NFD').replace(/\p{M}/gu, '')
  return base === '' || base === character ? geta : base
}

/** `subset` names family and file, as in `noto-sans/latin-ext`. */
type Range = { from: number; to: number; family: Family; subset: string }
type Opened = { font: Buffer; points: ReadonlySet<number> }
type Place = { family: Family; subset: string }

const require = createRequire(import.meta.url)
const folderOf = (family: Family) => dirname(require.resolve(`@fontsource/${family}/package.json`))

/** The numbered files first: the named ones repeat their letters and are asked for what is in no other. */
async function readRanges(family: Family): Promise<Range[]> {
  const listed: Record<string, string> = JSON.parse(
    await readFile(join(folderOf(family), 'unicode.json'), 'utf8'),
  )
  const ranges = Object.entries(listed).flatMap(([name, ranges]) =>
    ranges.split(',').map((range) => {
      const [from = '', to = from] = range.replace('U+', '').split('-')
      return {
        from: Number.parseInt(from, 16),
        to: Number.parseInt(to, 16),
        family,
        subset: `${family}/${name.replace(/[[\]]/g, '')}`,
      }
    }),
  )
  const numbered = ({ subset }: Range) => (/\/\d+$/.test(subset) ? 0 : 1)
  return ranges.sort((a, b) => numbered(a) - numbered(b))
}

let opened: Promise<Face> | undefined

export function openFace(): Promise<Face> {
  opened ??= readFace()
  return opened
}

async function readFace(): Promise<Face> {
  const ranges = (await Promise.all(families.map(readRanges))).flat()
  const files = new Map<string, Promise<Opened>>()
  const places = new Map<string, Place | null>()

  const open = (subset: string): Promise<Opened> => {
    const known = files.get(subset)
    if (known) return known
    const [family = '', name = ''] = subset.split('/')
    const file = join(folderOf(family as Family), 'files', `${family}-${name}-400-normal.woff`) // as readRanges named it
    const reading = readFile(file).then((woff) => {
      const font = unwrapWoff(woff)
      return { font, points: pointsOf(font) }
    })
    files.set(subset, reading)
    return reading
  }

  /** A range only says where a character would be; the file itself says whether it is. */
  const placeOf = async (character: string, only?: Family): Promise<Place | null> => {
    const name = `${only ?? ''} ${character}`
    const known = places.get(name)
    if (known !== undefined) return known
    const point = character.codePointAt(0) ?? 0
    let place: Place | null = null
    for (const { from, to, family, subset } of ranges) {
      if (place !== null || point < from || point > to || (only ?? family) !== family) continue
      if ((await open(subset)).points.has(point)) place = { family, subset }
    }
    places.set(name, place)
    return place
  }

  const pieceOf = async (letter: string, family: Family): Promise<Run> => {
    const place = (await placeOf(letter, family)) ?? (await placeOf(letter))
    return place
      ? { subset: place.subset, text: letter }
      : { subset: (await placeOf(geta))?.subset ?? '', text: geta }
  }

  /** One word is drawn in one family where that has its letters: a single strange one would stand out. */
  const familyOf = async (word: string): Promise<Family> => {
    for (const letter of word) if ((await placeOf(letter))?.family === 'noto-sans') return 'noto-sans'
    return 'noto-sans-sc'
  }

  const runs = async (text: string): Promise<Run[]> => {
    const found: Run[] = []
    for (const word of text.normalize('NFC').split(/(?<=\s)/u)) {
      const family = await familyOf(word)
      const isChinese = chinese.test(word)
      for (const character of word)
        for (const letter of (await placeOf(character)) === null ? plainOf(character) : character) {
          const piece = await pieceOf(letter, !isChinese && shared.test(letter) ? 'noto-sans' : family)
          const last = found.at(-1)
          if (last?.subset === piece.subset) last.text += piece.text
          else found.push(piece)
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
