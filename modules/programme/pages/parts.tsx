import { pick } from '#kernel/text'
import { formatDateRange } from '#kernel/time'
import type { Visit } from '#platform/http'
import { Badge, DefinitionList, Said, type Tone } from '#ui'
import { creditKinds, type Edition, type EditionState } from '../model.ts'
import type { NamedCredit } from '../store.ts'

/** Dates and place of an edition in one line. */
export const whenAndWhere = ({ say, locale }: Pick<Visit, 'say' | 'locale'>, edition: Edition): string =>
  say('programme.when_where', {
    dates: formatDateRange(edition.startsOn, edition.endsOn, locale),
    place: pick(edition.place, locale).value,
  })

const tones: Record<EditionState, Tone> = { draft: 'warn', open: 'good', closed: 'faint' }

export const StateBadge = ({ visit, state }: { visit: Visit; state: EditionState }) => (
  <Badge tone={tones[state]}>{visit.say(`programme.state_${state}`)}</Badge>
)

/** Who guided, sponsored, implemented …, in the order in which a programme names them. */
export const Credits = ({ visit, credits }: { visit: Visit; credits: readonly NamedCredit[] }) => (
  <DefinitionList
    items={creditKinds.flatMap((kind) => {
      const mine = credits.filter((credit) => credit.kind === kind)
      if (mine.length === 0) return []
      return [
        {
          term: visit.say(`programme.credit_${kind}`),
          value: mine.map(({ id, organisation }) => (
            <p key={id}>
              {organisation.url ? (
                <a href={organisation.url} rel="noreferrer">
                  <Said text={organisation.name} locale={visit.locale} />
                </a>
              ) : (
                <Said text={organisation.name} locale={visit.locale} />
              )}
            </p>
          )),
        },
      ]
    })}
  />
)
