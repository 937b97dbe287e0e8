import type { Say } from '#kernel/i18n'
import { formatMoney } from '#kernel/money'
import type { Visit } from '#platform/http'
import { Badge, type Tone } from '#ui'
import type { Level, Outcome } from '../model.ts'

const tones: Record<Level, Tone> = {
  stated: 'plain',
  witnessed: 'info',
  confirmed: 'info',
  documented: 'good',
  credentialed: 'good',
}

export const LevelBadge = ({ say, level }: { say: Say; level: Level }) => (
  <Badge tone={tones[level]}>{say(`outcomes.level_${level}`)}</Badge>
)

/** The type with its terms in one line: a part-time post, a binding contract over 1.2 m. */
export function termsInWords(
  { say, locale }: Pick<Visit, 'say' | 'locale'>,
  { terms }: Pick<Outcome, 'terms'>,
): string {
  if (terms.type === 'post') return say(`outcomes.post_${terms.form}`)
  if (terms.type === 'company') return say('outcomes.type_company')
  const force = say(`outcomes.contract_${terms.force}`)
  return terms.amount === null
    ? force
    : say('outcomes.contract_over', { force, amount: formatMoney(terms.amount, locale) })
}
