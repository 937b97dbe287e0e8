import type { Say } from '#kernel/i18n'
import { formatMoney } from '#kernel/money'
import { dateIn, zone } from '#kernel/time'
import type { Visit } from '#platform/http'
import { Badge, type Tone } from '#ui'
import type { Level, Outcome, Terms } from '../model.ts'
import { levelOn } from '../rules/level.ts'

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

/** Where a record stands today: its level as it was given, and what became of it since. */
export function Standing({ visit, outcome }: { visit: Visit; outcome: Outcome }) {
  const { say, use } = visit
  if (outcome.state === 'withdrawn') return <Badge tone="faint">{say('outcomes.withdrawn')}</Badge>
  const left = levelOn(outcome, dateIn(use.now(), zone('UTC')))
  return (
    <>
      <LevelBadge say={say} level={outcome.level} />
      {outcome.disputed && <Badge tone="warn">{say('outcomes.entry_disputed')}</Badge>}
      {outcome.pending && <Badge tone="warn">{say('outcomes.waits_second')}</Badge>}
      {outcome.endedOn ? (
        <Badge tone="faint">{say('outcomes.entry_ended')}</Badge>
      ) : outcome.lostOn ? (
        <Badge tone="faint">{say('outcomes.entry_lost')}</Badge>
      ) : (
        left !== outcome.level && (
          <Badge tone="faint">{say('outcomes.level_left', { level: say(`outcomes.level_${left}`) })}</Badge>
        )
      )}
    </>
  )
}

type Reader = Pick<Visit, 'say' | 'locale'>

/** The type with its terms in one line: a part-time post, a binding contract over 1.2 m. */
export function termsInWords({ say, locale }: Reader, { terms }: Pick<Outcome, 'terms'>): string {
  const over = (what: string, amount: Parameters<typeof formatMoney>[0] | null) =>
    amount === null
      ? what
      : say('outcomes.contract_over', { force: what, amount: formatMoney(amount, locale) })
  switch (terms.type) {
    case 'post':
      return say(`outcomes.post_${terms.form}`)
    case 'investment':
      return over(say(`outcomes.investment_${terms.stage}`), terms.amount)
    case 'contract':
      return over(say(`outcomes.contract_${terms.force}`), terms.amount)
    case 'jobs':
      return say('outcomes.jobs_count', { count: terms.count })
    case 'patent':
      return say(`outcomes.patent_${terms.stage}`)
    default:
      return say(`outcomes.type_${terms.type}`)
  }
}

/** What only its type has, as rows of a list of facts. */
export function termRows({ say }: Reader, terms: Terms): { term: string; value: string }[] {
  const row = (name: string, value: string) => ({ term: say(`outcomes.term_${name}`), value })
  if (terms.type === 'company') return [row('registry_number', terms.registryNumber)]
  if (terms.type === 'landing') return [row('place', terms.place)]
  if (terms.type === 'patent') return [row('office', terms.office), row('number', terms.number)]
  if (terms.type === 'award') return [row('awarded_by', terms.awardedBy)]
  return []
}
