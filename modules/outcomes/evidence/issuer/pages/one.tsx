import { personIdOf } from '#kernel/access'
import { notFound } from '#kernel/errors'
import { pick } from '#kernel/text'
import { zone } from '#kernel/time'
import { action, form, type Route, type Visit } from '#platform/http'
import { At, Button, DefinitionList, Form, FormActions, Hash, Notice, PageHead, Section, TextArea } from '#ui'
import { keepsIssuers, worksWithOutcomes } from '../../../access.ts'
import { trail } from '../../../pages/trail.ts'
import { acceptIssuer, readIssuer, withdrawIssuer } from '../commands.ts'
import { type Issuer, IssuerId } from '../model.ts'
import { daysOf, issuersPath, StateBadge } from './list.tsx'

const idIn = (visit: Visit): IssuerId => {
  const id = IssuerId.safeParse(visit.params.issuer)
  if (!id.success) throw notFound()
  return id.data
}
const here = ({ id }: Pick<Issuer, 'id'>) => `${issuersPath}/${id}`

const Facts = ({ visit, issuer, resting }: { visit: Visit; issuer: Issuer; resting: number }) => {
  const { say, locale } = visit
  const clock = visit.readerZone ?? zone('UTC')
  const when = (at: Issuer['acceptedAt']) => (at === null ? '' : <At visit={visit} at={at} zone={clock} />)
  const other = pick(issuer.name, locale === 'en' ? 'zh' : 'en')
  return (
    <Section title={say('outcomes.facts')}>
      <DefinitionList
        items={[
          { term: say('outcomes.issuer_other_name'), value: <span lang={other.lang}>{other.value}</span> },
          { term: say('outcomes.issuer_did'), value: issuer.did ?? say('outcomes.issuer_no_did') },
          { term: say('outcomes.issuer_valid'), value: daysOf(visit, issuer) },
          { term: say('outcomes.issuer_source'), value: issuer.source },
          { term: say('outcomes.issuer_resting'), value: String(resting) },
          { term: say('outcomes.issuer_proposed_at'), value: when(issuer.proposedAt) },
          ...(issuer.acceptedAt
            ? [{ term: say('outcomes.issuer_accepted_at'), value: when(issuer.acceptedAt) }]
            : []),
          ...(issuer.withdrawnAt
            ? [
                { term: say('outcomes.issuer_withdrawn_at'), value: when(issuer.withdrawnAt) },
                { term: say('outcomes.reason'), value: issuer.reason },
              ]
            : []),
        ]}
      />
    </Section>
  )
}

/** What the next step is: another organiser's yes, or taking it off the list. */
const Accept = ({ visit, issuer }: { visit: Visit; issuer: Issuer }) => {
  const { say, href } = visit
  if (issuer.state !== 'proposed') return null
  if (personIdOf(visit.actor) === issuer.proposedBy)
    return <Notice>{say('outcomes.issuer_waits_for_another')}</Notice>
  return (
    <Notice title={say('outcomes.issuer_compare')}>
      <form method="post" action={href(`${here(issuer)}/accept`)}>
        <Button tone="primary">{say('outcomes.issuer_accept')}</Button>
      </form>
    </Notice>
  )
}

/** One issuer with its keys; organisers accept it here, or take it off with a reason. */
export const onePage: Route = form({
  path: `${issuersPath}/:issuer`,
  who: worksWithOutcomes,
  load: (visit) => visit.use.ask(readIssuer, { issuerId: idIn(visit) }),
  view: (visit, { issuer, resting }, state) => {
    const { say, href, locale, actor } = visit
    const name = pick(issuer.name, locale)
    const keeps = keepsIssuers(actor, undefined)
    return {
      title: name.value,
      shell: 'console',
      current: '/console/outcomes',
      body: (
        <>
          <PageHead
            title={name.value}
            kicker={say('outcomes.issuer')}
            badge={<StateBadge visit={visit} issuer={issuer} />}
            crumbs={trail(
              visit,
              { label: say('outcomes.issuers'), href: href(issuersPath) },
              { label: name.value },
            )}
          />
          {keeps && <Accept visit={visit} issuer={issuer} />}
          <Facts visit={visit} issuer={issuer} resting={resting} />
          <Section title={say('outcomes.issuer_keys')} lead={say('outcomes.issuer_fingerprints')}>
            <ul>
              {issuer.keys.map(({ kind, fingerprint }) => (
                <li key={fingerprint}>
                  {say(`outcomes.issuer_key_${kind}`)} <Hash value={fingerprint} />
                </li>
              ))}
            </ul>
          </Section>
          {keeps && issuer.state !== 'withdrawn' && (
            <Section title={say('outcomes.issuer_withdraw')} lead={say('outcomes.issuer_withdraw_lead')}>
              <Form action={href(here(issuer))} of={state}>
                <TextArea
                  of={state}
                  name="reason"
                  label={say('outcomes.reason')}
                  rows={3}
                  maxlength={2000}
                  required
                />
                <FormActions>
                  <Button tone="danger">{say('outcomes.issuer_withdraw')}</Button>
                </FormActions>
              </Form>
            </Section>
          )}
        </>
      ),
    }
  },
  submit: async (visit, values, { issuer }) => {
    await visit.use.run(withdrawIssuer, { issuerId: issuer.id, reason: values.text('reason') })
    return { to: here(issuer), told: 'outcomes.told_issuer_withdrawn' }
  },
})

export const acceptAction: Route = action({
  path: `${issuersPath}/:issuer/accept`,
  who: keepsIssuers,
  submit: async (visit) => {
    const issuerId = idIn(visit)
    await visit.use.run(acceptIssuer, { issuerId })
    return { to: here({ id: issuerId }), told: 'outcomes.told_issuer_accepted' }
  },
})
