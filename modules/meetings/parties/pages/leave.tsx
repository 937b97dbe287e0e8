import { signedIn } from '#kernel/access'
import { form, type Route } from '#platform/http'
import { Button, ErrorSummary, Form, FormActions, LinkButton, Notice } from '#ui'
import { addressIn, PartyHead, partyPath } from '../../parts.tsx'
import { leaveBrokerage } from '../commands.ts'
import { readOwn } from '../queries.ts'

export const leavePage: Route = form({
  path: '/editions/:edition/events/:event/meetings/leave',
  who: signedIn,
  load: (visit) => visit.use.ask(readOwn, addressIn(visit)),
  view: (visit, own, state) => {
    const { say, href } = visit
    const title = say('meetings.leave')
    return {
      title,
      shell: 'public',
      noIndex: true,
      body: (
        <>
          <PartyHead visit={visit} place={own} page="leave" title={title} joined={false} />
          <ErrorSummary title={state.refusal} problems={state.problems} />
          <Notice tone="warn" title={say('meetings.leave_title')}>
            {say('meetings.leave_text')}
          </Notice>
          <Form action={href(partyPath(own, 'leave'))}>
            <FormActions>
              <Button tone="danger">{say('meetings.leave')}</Button>
              <LinkButton tone="quiet" href={href(partyPath(own))}>
                {say('kernel.cancel')}
              </LinkButton>
            </FormActions>
          </Form>
        </>
      ),
    }
  },
  submit: async (visit, _values, own) => {
    await visit.use.run(leaveBrokerage, { partyId: own.party.id })
    return { to: partyPath(own), told: 'meetings.told_left' }
  },
})
