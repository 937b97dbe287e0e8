import type { VNode } from 'preact'
import type { Visit } from '#platform/http'
import { At, Card, Said, Section, Tiles } from '#ui'
import type { Assignment, Round } from '../model.ts'
import { RoundBadge } from '../parts.tsx'
import { listOwnRounds } from './queries.ts'

type Work = Pick<Assignment, 'state'>

/** How far a judge is; what they stepped back from is nobody's work. */
export const done = (all: readonly Work[]) => ({
  done: all.filter(({ state }) => state === 'scored' || state === 'abstained').length,
  all: all.filter(({ state }) => state !== 'recused').length,
})

type Own = { round: Round; own: readonly Work[] }
export function RoundCards({ visit, rounds, level }: { visit: Visit; rounds: readonly Own[]; level: 2 | 3 }) {
  const { say, href, locale } = visit
  return (
    <Tiles wide>
      {rounds.map(({ round, own }) => (
        <Card
          key={round.id}
          level={level}
          kicker={say(`judging.kind_${round.kind}`)}
          title={<Said text={round.title} locale={locale} />}
          href={href(`/judging/${round.id}`)}
          meta={
            <>
              <RoundBadge visit={visit} state={round.state} />
              <span>{say('judging.done_of', done(own))}</span>
            </>
          }
        >
          {round.dueAt && (
            <p>
              {say('judging.due_at')}: <At visit={visit} at={round.dueAt} zone={round.zone} />
            </p>
          )}
        </Card>
      ))}
    </Tiles>
  )
}

/** On a person’s own page: the rounds they judge. */
export async function myRounds(visit: Visit): Promise<VNode | null> {
  const rounds = await visit.use.ask(listOwnRounds, {})
  if (rounds.length === 0) return null
  return (
    <Section title={visit.say('judging.my_rounds')}>
      <RoundCards visit={visit} rounds={rounds} level={3} />
    </Section>
  )
}
