import type { Candidate, KnownOutcome, Line, Match, Reason } from '../model.ts'
import { nameKeys, sameLatin, sameText } from './names.ts'

const none: Match = { certainty: 'unlinked', kind: null, id: null, low: null, reasons: [] }

const mailbox = (email: string | null) => (email ?? '').split('@')[0]?.replace(/[^a-z0-9]/g, '') ?? ''

/** Why a line and somebody known may be the same; null where they cannot be. */
function comparePerson(
  line: Line,
  known: Candidate,
): { score: number; reasons: Reason[]; certain: boolean } | null {
  const sameMail = line.email !== null && line.email === known.email
  const han = sameText(line.han, known.han)
  // Two names in characters that differ are two people, however alike they sound.
  if (!sameMail && line.han !== '' && known.han !== '' && !han) return null
  const latin = line.latin !== '' && known.latin !== '' && sameLatin(line.latin, known.latin)
  const keys = new Set(known.keys)
  const pinyin = !han && !latin && nameKeys(line).some((key) => keys.has(key))
  const organisation = sameText(line.organisation, known.organisation)
  const box = mailbox(line.email)
  const sameBox = !sameMail && box.length > 4 && box === mailbox(known.email)
  if (!sameMail && !han && !latin && !pinyin) return null
  const reasons: Reason[] = []
  const score = [
    [sameMail, 'email', 100],
    [han, 'han', 40],
    [latin, 'latin', 30],
    [pinyin, 'pinyin', 20],
    [organisation, 'organisation', 25],
    [sameBox, 'mailbox', 25],
  ] as const
  let sum = 0
  for (const [holds, reason, weight] of score)
    if (holds) {
      reasons.push(reason)
      sum += weight
    }
  // The same address, or the name in both scripts at the same place: anything less a human looks at.
  return { score: sum, reasons, certain: sameMail || (han && latin && organisation) }
}

/** Who a line of people is: certain, probable or unlinked, with the reasons. Several that fit alike are never certain. */
export function matchPerson(line: Line, known: readonly Candidate[]): Match {
  let best: { score: number; reasons: Reason[]; certain: boolean; target: Candidate } | null = null
  let alike = 0
  for (const target of known) {
    const found = comparePerson(line, target)
    if (!found) continue
    if (best !== null && best.target.low === target.low && found.score <= best.score) continue
    if (best === null || found.score > best.score) {
      best = { ...found, target }
      alike = 1
    } else if (found.score === best.score) alike += 1
  }
  if (best === null) return none
  const several = alike > 1 && !best.reasons.includes('email')
  return {
    certainty: best.certain && !several ? 'certain' : 'probable',
    kind: best.target.kind,
    id: best.target.id,
    low: best.target.low,
    reasons: several ? [...best.reasons, 'several'] : best.reasons,
  }
}

const plain = (number: string | null) => (number ?? '').toUpperCase().replace(/[\s.-]/g, '')

/** Whether a line tells of an outcome that is known already: by its number in a register, else by who, when, how much. */
export function matchOutcome(line: Line, known: readonly KnownOutcome[]): Match {
  let probable: Match | null = null
  for (const target of known) {
    if (target.type !== line.type) continue
    const to = { kind: target.kind, id: target.id, low: target.low }
    if (plain(line.registryNumber) !== '' && plain(line.registryNumber) === plain(target.registryNumber))
      return { certainty: 'certain', ...to, reasons: ['registry'] }
    if (!sameText(line.organisation, target.organisation)) continue
    const day = line.happenedOn !== null && line.happenedOn === target.happenedOn
    const year = line.happenedOn?.slice(0, 4) === target.happenedOn?.slice(0, 4)
    const amount =
      line.amount !== null &&
      line.amount.minor === target.amount?.minor &&
      line.amount.currency === target.amount.currency
    if (day && amount) return { certainty: 'certain', ...to, reasons: ['organisation', 'date', 'amount'] }
    if (day || amount || (year && line.happenedOn !== null)) {
      const reasons: Reason[] = ['organisation', day ? 'date' : amount ? 'amount' : 'year']
      probable ??= { certainty: 'probable', ...to, reasons }
    }
  }
  return probable ?? none
}
