import { pick } from '#kernel/text'
import type { CheckpointPorts } from '#modules/outcomes'
import { page, type Route } from '#platform/http'
import { Badge, Notice, PageHead, Table, type Tone } from '#ui'
import { type FigureAgain, recomputeStatement } from '../../queries/index.ts'
import { statementAt } from '../visit.ts'
import { valueText } from '../words.ts'
import { reader } from './list.tsx'

const tones: Record<FigureAgain['verdict'], Tone> = { same: 'good', explained: 'warn', unexplained: 'bad' }

/** Every figure of a past statement counted again as of its cut, with what explains a difference. */
export const recomputePage = ({ keys }: Pick<CheckpointPorts, 'keys'>): Route => {
  const again = recomputeStatement({ keys })
  return page({
    path: '/console/statements/:statement/recompute',
    who: reader,
    show: async (visit) => {
      const { say, href, locale } = visit
      const { statement, title } = await statementAt(visit)
      const { differences, skipped, fault } = await visit.use.ask(again, { statementId: statement.id })
      const open = differences.filter(({ verdict }) => verdict === 'unexplained').length
      return {
        title: say('statements.recompute'),
        shell: 'console',
        current: '/console/statements',
        body: (
          <>
            <PageHead
              title={say('statements.recompute')}
              lead={say('statements.recompute_lead')}
              crumbs={{
                label: say('kernel.you_are_here'),
                trail: [
                  { label: say('statements.title'), href: href('/console/statements') },
                  { label: title, href: href(`/statements/${statement.id}`) },
                  { label: say('statements.recompute') },
                ],
              }}
            />
            {fault ? (
              <Notice tone="error">
                {say(
                  fault.fault === 'checkpoint'
                    ? 'statements.recompute_checkpoint'
                    : 'statements.recompute_broken',
                  {
                    seq: fault.seq,
                  },
                )}
              </Notice>
            ) : (
              <Notice tone={open === 0 ? 'success' : 'error'}>
                {say(open === 0 ? 'statements.recompute_whole' : 'statements.recompute_open', {
                  count: differences.length,
                  open,
                })}
              </Notice>
            )}
            <Table
              caption={say('statements.recompute')}
              hideCaption
              rows={differences}
              rowKey={({ metric }) => metric}
              columns={[
                {
                  key: 'figure',
                  label: say('statements.figure'),
                  main: true,
                  cell: (each) => {
                    const name = pick(each.title, locale)
                    return <span lang={name.lang}>{name.value}</span>
                  },
                },
                {
                  key: 'was',
                  label: say('statements.recompute_was'),
                  number: true,
                  cell: (each) => (each.isKnown ? valueText(each, each.was, locale) : '–'),
                },
                {
                  key: 'now',
                  label: say('statements.recompute_now'),
                  number: true,
                  cell: (each) => (each.isKnown || each.now > 0 ? valueText(each, each.now, locale) : '–'),
                },
                {
                  key: 'verdict',
                  label: say('statements.recompute_verdict'),
                  cell: ({ verdict, causes }) => (
                    <>
                      <Badge tone={tones[verdict]}>{say(`statements.verdict_${verdict}`)}</Badge>{' '}
                      {Object.entries(causes)
                        .map(([cause, count]) => say(`statements.cause_${cause}`, { count }))
                        .join(say('statements.list_joint'))}
                    </>
                  ),
                },
              ]}
            />
            {skipped.length > 0 && (
              <Notice tone="info">
                {say('statements.recompute_skipped', { figures: skipped.join(', ') })}
              </Notice>
            )}
          </>
        ),
      }
    },
  })
}
