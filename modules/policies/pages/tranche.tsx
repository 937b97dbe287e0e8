import { notFound } from '#kernel/errors'
import { formatDate, type PlainDate } from '#kernel/time'
import { action, file, form, type Route, type Visit } from '#platform/http'
import {
  Button,
  DateTimeInput,
  DefinitionList,
  Form,
  FormActions,
  Notice,
  PageHead,
  TextArea,
  TextInput,
} from '#ui'
import { keepsPolicies, may, readsClaims } from '../access.ts'
import { confirmTranche, putTranche, reverseTranche, takeBackTranche } from '../commands/index.ts'
import { type Tranche, TrancheId, trancheStateOf } from '../model.ts'
import { readClaim, readTranche } from '../queries.ts'
import { benefitOf, claimIn, claimsPath, recipientName, Sum, TrancheBadge } from './words.tsx'

async function load(visit: Visit) {
  const read = await visit.use.ask(readClaim, { claimId: claimIn(visit) })
  const tranche = read.tranches.find(({ id }) => id === visit.params.tranche)
  const benefit = benefitOf(read, read.claim)
  if (!tranche || !benefit || !may.pay(visit.actor, read.claim)) throw notFound()
  return { read, tranche, benefit }
}

const at = (visit: Visit, { claimId, id }: Tranche) => visit.href(`${claimsPath}/${claimId}/tranches/${id}`)

/** What is next for one tranche: it was paid, somebody else confirms that, or the money came back. */
export const tranchePage: Route = form({
  path: `${claimsPath}/:claim/tranches/:tranche`,
  who: keepsPolicies,
  load,
  view: (visit, { read, tranche, benefit }, state) => {
    const { say, href, locale } = visit
    const now = trancheStateOf(tranche)
    const title = say('policies.tranche_nth', { nth: tranche.nth })
    const whose = recipientName(visit, read, read.claim)
    return {
      title,
      shell: 'console',
      current: claimsPath,
      body: (
        <>
          <PageHead
            title={title}
            kicker={whose}
            badge={<TrancheBadge visit={visit} of={tranche} />}
            crumbs={{
              label: say('kernel.you_are_here'),
              trail: [
                { label: say('policies.claims'), href: href(claimsPath) },
                { label: whose, href: href(`${claimsPath}/${read.claim.id}`) },
                { label: title },
              ],
            }}
          />
          <DefinitionList
            items={[
              {
                term: say('policies.amount'),
                value: <Sum visit={visit} minor={tranche.minor} currency={benefit.currency} />,
              },
              { term: say('policies.due_on'), value: formatDate(tranche.dueOn, locale) },
              { term: say('policies.condition'), value: tranche.condition },
              { term: say('policies.paid_on'), value: tranche.paidOn && formatDate(tranche.paidOn, locale) },
              { term: say('policies.reference'), value: tranche.reference },
            ]}
          />
          {now === 'planned' && (
            <Form action={at(visit, tranche)} of={state} send={say('policies.do_planned')}>
              <DateTimeInput of={state} kind="date" name="paidOn" label={say('policies.paid_on')} required />
              <TextInput
                of={state}
                name="reference"
                label={say('policies.reference')}
                hint={say('policies.reference_hint')}
                maxlength={120}
                required
              />
            </Form>
          )}
          {now === 'put' && (
            <>
              <Notice>{say('policies.confirm_means')}</Notice>
              <Form action={at(visit, tranche)} of={state}>
                <FormActions>
                  <Button tone="primary">{say('policies.do_put')}</Button>
                  <Button formaction={`${at(visit, tranche)}/take-back`}>{say('policies.take_back')}</Button>
                </FormActions>
              </Form>
            </>
          )}
          {now === 'paid' && (
            <Form action={at(visit, tranche)} of={state} send={say('policies.do_paid')}>
              <Notice tone="warn">{say('policies.reverse_means')}</Notice>
              <TextArea of={state} name="reason" label={say('policies.reason')} rows={3} required />
            </Form>
          )}
        </>
      ),
    }
  },
  submit: async (visit, values, { tranche }) => {
    const trancheId = tranche.id
    const now = trancheStateOf(tranche)
    if (now === 'put') await visit.use.run(confirmTranche, { trancheId })
    else if (now === 'paid') await visit.use.run(reverseTranche, { trancheId, reason: values.text('reason') })
    else
      await visit.use.run(putTranche, {
        trancheId,
        paidOn: values.text('paidOn') as PlainDate, // the schema of the command refuses what is no date
        reference: values.text('reference'),
      })
    return { to: `${claimsPath}/${tranche.claimId}`, told: `policies.told_${now}` }
  },
})

export const takeBackAction: Route = action({
  path: `${claimsPath}/:claim/tranches/:tranche/take-back`,
  who: keepsPolicies,
  submit: async (visit) => {
    const { tranche } = await load(visit)
    await visit.use.run(takeBackTranche, { trancheId: tranche.id })
    return { to: `${claimsPath}/${tranche.claimId}`, told: 'policies.told_taken_back' }
  },
})

/** A tranche by its id alone leads to its claim: how a number opens what it counts. */
export const trancheDoor: Route = file({
  path: '/console/tranches/:tranche',
  who: readsClaims,
  send: async (visit) => {
    const id = TrancheId.safeParse(visit.params.tranche)
    if (!id.success) throw notFound()
    const claim = await visit.use.ask(readTranche, { trancheId: id.data })
    return new Response(null, {
      status: 303,
      headers: { location: visit.href(`${claimsPath}/${claim.id}`) },
    })
  },
})
