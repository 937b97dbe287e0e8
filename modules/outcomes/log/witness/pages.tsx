import { notFound } from '#kernel/errors'
import type { Zone } from '#kernel/time'
import { action, type Route, type Visit } from '#platform/http'
import { At, Badge, Button, DefinitionList, EmptyState, Section, Table } from '#ui'
import { DeliveryId, maySendAgain, sendWitnessAgain } from './commands.ts'
import { nextCheckpoint } from './rules.ts'
import type { Delivery } from './store.ts'

const tones = { queued: 'info', done: 'good', failed: 'bad' } as const

type Of = { visit: Visit; clock: Zone; delivery: Delivery }

/** When it was taken in or is tried next; of what failed for good, that nothing more happens unless somebody asks for it. */
const When = ({ visit, clock, delivery: { id, state, target, doneAt, nextTryAt } }: Of) => {
  const { say, href, actor } = visit
  if (state === 'done') return doneAt && <At visit={visit} at={doneAt} zone={clock} style="short" />
  if (state === 'queued')
    return (
      <>
        {say('outcomes.delivery_next')} <At visit={visit} at={nextTryAt} zone={clock} style="short" />
      </>
    )
  return (
    <>
      <p>{say('outcomes.delivery_no_next')}</p>
      {maySendAgain(actor, undefined) && (
        <form method="post" action={href(`/console/ledger/witness/${id}/again`)}>
          <Button small aria-label={say('outcomes.delivery_again_to', { target })}>
            {say('outcomes.delivery_again')}
          </Button>
        </form>
      )}
    </>
  )
}

/** Where checkpoints were sent to be kept, what became of each, and when the next one is due. */
export const Witnesses = ({
  visit,
  clock,
  deliveries,
}: Omit<Of, 'delivery'> & { deliveries: readonly Delivery[] }) => {
  const { say, href } = visit
  return (
    <Section title={say('outcomes.witnesses')} lead={say('outcomes.witnesses_lead')}>
      <DefinitionList
        items={[
          {
            term: say('outcomes.checkpoint_next'),
            value: <At visit={visit} at={nextCheckpoint(visit.use.now())} zone={clock} style="short" />,
          },
        ]}
      />
      <Table
        caption={say('outcomes.witnesses')}
        hideCaption
        rows={deliveries}
        rowKey={({ id }) => id}
        empty={<EmptyState title={say('outcomes.no_witness')}>{say('outcomes.no_witness_text')}</EmptyState>}
        columns={[
          { key: 'target', label: say('outcomes.witness'), main: true, cell: ({ target }) => target },
          { key: 'size', label: say('outcomes.entries'), number: true, cell: ({ size }) => size },
          {
            key: 'state',
            label: say('outcomes.delivery'),
            // What a place that took it answered is of no use to anybody; why one did not is.
            cell: ({ state, answer, target }) => (
              <>
                <Badge tone={tones[state]}>{say(`outcomes.delivery_${state}`)}</Badge>{' '}
                {state === 'done' && target.startsWith('mailto:') && (
                  <a href={href('/console/mail')}>{say('outcomes.delivery_letter')}</a>
                )}
                {state !== 'done' && answer && <code>{answer}</code>}
              </>
            ),
          },
          {
            key: 'when',
            label: say('outcomes.delivery_when'),
            cell: (delivery) => <When visit={visit} clock={clock} delivery={delivery} />,
          },
        ]}
      />
    </Section>
  )
}

export const sendAgain: Route = action({
  path: '/console/ledger/witness/:delivery/again',
  who: maySendAgain,
  submit: async (visit) => {
    const id = DeliveryId.safeParse(visit.params.delivery)
    if (!id.success) throw notFound()
    await visit.use.run(sendWitnessAgain, { id: id.data })
    return { to: '/console/ledger', told: 'outcomes.told_delivery_again' }
  },
})
