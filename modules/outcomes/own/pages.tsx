import { signedIn } from '#kernel/access'
import { formatDate, zone } from '#kernel/time'
import { form, type Route } from '#platform/http'
import {
  Button,
  DefinitionList,
  Form,
  FormActions,
  Notice,
  PageHead,
  RadioGroup,
  Section,
  TextArea,
} from '#ui'
import { changeForm, Reason } from '../pages/change-form.tsx'
import { History } from '../pages/history.tsx'
import { outcomeIn } from '../pages/one.tsx'
import { LastingNotices } from '../pages/parts.tsx'
import { Standing, termRows, termsInWords } from '../pages/words.tsx'
import { readNamed, readOutcome } from '../queries.ts'
import { decideDispute, disputeOutcome } from './commands.ts'
import { home, ownList } from './list.tsx'

/** One record with its history, and the form that says it is wrong. */
const onePage: Route = form({
  path: `${home}/:outcome`,
  who: signedIn,
  load: async (visit) => {
    const outcomeId = outcomeIn(visit)
    return {
      ...(await visit.use.ask(readOutcome, { outcomeId })),
      ...(await visit.use.ask(readNamed, { outcomeId })),
    }
  },
  view: (visit, { outcome, entries, personal, names }, state) => {
    const { say, href, locale } = visit
    const clock = visit.readerZone ?? zone('UTC')
    return {
      title: outcome.title,
      shell: 'public',
      noIndex: true,
      body: (
        <>
          <PageHead
            title={outcome.title}
            kicker={termsInWords(visit, outcome)}
            badge={<Standing visit={visit} outcome={outcome} />}
            crumbs={{
              label: say('kernel.you_are_here'),
              trail: [{ label: say('outcomes.about_me'), href: href(home) }, { label: outcome.title }],
            }}
          />
          <DefinitionList
            items={[
              ...termRows(visit, outcome.terms),
              { term: say('outcomes.organisation'), value: outcome.organisation },
              { term: say('outcomes.happened_on'), value: formatDate(outcome.happenedOn, locale) },
            ]}
          />
          <LastingNotices visit={visit} outcome={outcome} />
          <Section title={say('outcomes.entries')} lead={say('outcomes.own_entries_lead')}>
            <History {...{ visit, entries, personal, names, clock }} />
          </Section>
          {outcome.state === 'withdrawn' ? (
            <Notice title={say('outcomes.withdrawn')} />
          ) : outcome.disputed ? (
            <Notice tone="warn" title={say('outcomes.dispute_open')} />
          ) : (
            <Section title={say('outcomes.dispute')} lead={say('outcomes.dispute_lead')}>
              <Form action={href(`${home}/${outcome.id}`)} of={state}>
                <TextArea
                  of={state}
                  name="reason"
                  label={say('outcomes.dispute_reason')}
                  hint={say('outcomes.reason_hint')}
                  required
                  rows={4}
                  maxlength={2000}
                />
                <FormActions>
                  <Button tone="secondary">{say('outcomes.dispute_send')}</Button>
                </FormActions>
              </Form>
            </Section>
          )}
        </>
      ),
    }
  },
  submit: async (visit, values) => {
    const outcomeId = outcomeIn(visit)
    await visit.use.run(disputeOutcome, { outcomeId, reason: values.text('reason') })
    return { to: `${home}/${outcomeId}`, told: 'outcomes.told_dispute' }
  },
})

const decideForm = changeForm({
  verb: 'decide',
  tone: 'primary',
  fields: (visit, { entries, personal }, state) => {
    const said = entries.filter(({ body }) => /"kind":"(disputed|denied)"/.test(body)).at(-1)
    const kept = said && personal.get(said.id)
    return (
      <>
        {kept && (
          <Notice title={visit.say('outcomes.dispute_says')}>
            {(JSON.parse(kept.data) as { reason: string }).reason}
          </Notice>
        )}
        <RadioGroup
          of={state}
          name="decision"
          label={visit.say('outcomes.decision')}
          required
          options={['rejected', 'upheld'].map((value) => ({
            value,
            label: visit.say(`outcomes.decision_${value}`),
            hint: visit.say(`outcomes.decision_${value}_hint`),
          }))}
        />
        <Reason visit={visit} state={state} />
      </>
    )
  },
  run: (visit, { outcome }, values) =>
    visit.use.run(decideDispute, {
      outcomeId: outcome.id,
      upheld: values.text('decision') === 'upheld',
      reason: values.text('reason'),
    }),
})

export const ownRoutes: Route[] = [ownList, onePage, decideForm]
