import { notFound } from '#kernel/errors'
import { action, type Route, type Visit } from '#platform/http'
import { Button, PageHead } from '#ui'
import { may } from '../../access.ts'
import { removeClaim, withdrawCost, withdrawRate } from '../../commands/index.ts'
import { ClaimId, CostId, RateId } from '../../model.ts'
import { host, MaterialTabs } from './parts.tsx'

export const path = (what: 'rates' | 'costs' | 'claims') => `/console/statements/${what}`

/** The button at the end of a row that takes the row back. */
export const takeBack = (visit: Visit, what: 'rates' | 'costs' | 'claims') => ({
  key: 'take_back',
  label: visit.say('statements.take_back'),
  hideLabel: true,
  cell: ({ id }: { id: string }) =>
    may.draft(visit.actor, { state: 'draft' }) && (
      <form method="post" action={visit.href(`${path(what)}/${id}/take-back`)}>
        <Button tone="quiet" small>
          {visit.say('statements.take_back')}
        </Button>
      </form>
    ),
})

export const Head = ({ visit, what }: { visit: Visit; what: 'rates' | 'costs' | 'claims' }) => (
  <>
    <PageHead title={visit.say(`statements.${what}`)} lead={visit.say(`statements.${what}_desk`)} />
    <MaterialTabs visit={visit} current={path(what)} />
  </>
)

const idIn = <T,>(
  schema: { safeParse(value: unknown): { success: true; data: T } | { success: false } },
  visit: Visit,
): T => {
  const id = schema.safeParse(visit.params.id)
  if (!id.success) throw notFound()
  return id.data
}

const back = (what: 'rates' | 'costs' | 'claims', run: (visit: Visit) => Promise<unknown>): Route =>
  action({
    path: `${path(what)}/:id/take-back`,
    who: host,
    submit: async (visit) => {
      await run(visit)
      return { to: path(what), told: 'statements.told_taken_back' }
    },
  })

export const takeBackActions: readonly Route[] = [
  back('rates', (visit) => visit.use.run(withdrawRate, { rateId: idIn(RateId, visit) })),
  back('costs', (visit) => visit.use.run(withdrawCost, { costId: idIn(CostId, visit) })),
  back('claims', (visit) => visit.use.run(removeClaim, { claimId: idIn(ClaimId, visit) })),
]
