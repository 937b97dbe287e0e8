import type { ProjectId } from '../model.ts'

export type Hint = { other: ProjectId; because: 'team' | 'title' }
type Alike = { id: ProjectId; title: { en: string; zh: string }; emails: readonly string[] }

const han = /\p{Script=Han}/u

/** Pairs of characters of Han text, words of Latin text: what titles share when they say the same. */
function pieces(text: string): Set<string> {
  const plain = text.normalize('NFKC').toLowerCase()
  const words = plain.match(/[\p{L}\p{N}]+/gu) ?? []
  return new Set(
    words.flatMap((word) =>
      han.test(word) && word.length > 1
        ? [...word].slice(1).map((character, index) => `${[...word][index]}${character}`)
        : [word],
    ),
  )
}

function alike(a: string, b: string): boolean {
  const [one, other] = [pieces(a), pieces(b)]
  if (one.size === 0 || other.size === 0) return false
  const shared = [...one].filter((piece) => other.has(piece)).length
  // Jaccard: half of all pieces in common. Titles of one piece are alike only when they are the same.
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
    return alike(project.title.en, other.title.en) || alike(project.title.zh, other.title.zh)
      ? [{ other: other.id, because: 'title' }]
      : []
  })
}
