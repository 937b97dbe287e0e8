import type { ProjectId } from '../model.ts'

export type Hint = { other: ProjectId; because: 'team' | 'title' }
type Alike = { id: ProjectId; title: { en: string; zh: string }; emails: readonly string[] }

const han = /\p{Script=Han}/u

/**
 * What titles share when they say nearly the same: of Latin words their runs of three letters, so that "battery" and
 * "batteries" are close; of Han text its characters and their pairs, so that one character put in between is little.
 */
function pieces(text: string): Set<string> {
  const plain = text.normalize('NFKC').toLowerCase()
  const words = plain.match(/[\p{L}\p{N}]+/gu) ?? []
  return new Set(
    words.flatMap((word) => (han.test(word) ? [...word, ...runs(word, 2)] : runs(` ${word} `, 3))),
  )
}

const runs = (text: string, length: number): string[] => {
  const characters = [...text]
  return characters.slice(length - 1).map((_last, index) => characters.slice(index, index + length).join(''))
}

// Each title of a queue is compared with all others: it is taken apart once.
const known = new WeakMap<Alike, { en: Set<string>; zh: Set<string> }>()
function piecesOf(project: Alike): { en: Set<string>; zh: Set<string> } {
  const before = known.get(project)
  if (before) return before
  const made = { en: pieces(project.title.en), zh: pieces(project.title.zh) }
  known.set(project, made)
  return made
}

function alike(one: Set<string>, other: Set<string>): boolean {
  if (one.size === 0 || other.size === 0) return false
  const shared = [...one].filter((piece) => other.has(piece)).length
  // Jaccard: half of all pieces in common.
  return shared / (one.size + other.size - shared) >= 0.5
}

/**
 * Projects that may be one brought twice: somebody is on both teams, or a title says the same in either language.
 * Hints for a human; nothing is merged or refused by them.
 */
export function hintsFor(project: Alike, others: readonly Alike[]): Hint[] {
  return others.flatMap((other): Hint[] => {
    if (other.id === project.id) return []
    if (other.emails.some((email) => email !== '' && project.emails.includes(email)))
      return [{ other: other.id, because: 'team' }]
    const [a, b] = [piecesOf(project), piecesOf(other)]
    return alike(a.en, b.en) || alike(a.zh, b.zh) ? [{ other: other.id, because: 'title' }] : []
  })
}
