import type { VNode } from 'preact'
import { signedIn } from '#kernel/access'
import { page, type Route, type Visit } from '#platform/http'
import { Day, EmptyState, LinkButton, PageHead, Section, Table } from '#ui'
import { Standing, termsInWords } from '../pages/words.tsx'
import { listOwnOutcomes } from './commands.ts'

export const home = '/account/outcomes'

type Own = Awaited<ReturnType<typeof load>>
const load = (visit: Visit) => visit.use.ask(listOwnOutcomes, {})

function OwnTable({ visit, outcomes }: { visit: Visit; outcomes: Own }) {
  const { say, href, locale } = visit
  return (
    <Table
      caption={say('outcomes.about_me')}
      hideCaption
      rows={outcomes}
      rowKey={({ id }) => id}
      href={({ id }) => href(`${home}/${id}`)}
      empty={
        <EmptyState title={say('outcomes.none_about_me')} icon="info">
          {say('outcomes.none_about_me_text')}
        </EmptyState>
      }
      columns={[
        { key: 'title', label: say('outcomes.title'), main: true, cell: ({ title }) => title },
        { key: 'type', label: say('outcomes.type'), cell: (outcome) => termsInWords(visit, outcome) },
        {
          key: 'organisation',
          label: say('outcomes.organisation'),
          cell: ({ organisation }) => organisation,
        },
        {
          key: 'on',
          label: say('outcomes.happened_on'),
          cell: ({ happenedOn }) => <Day date={happenedOn} locale={locale} />,
        },
        {
          key: 'level',
          label: say('outcomes.level'),
          cell: (outcome) => <Standing visit={visit} outcome={outcome} />,
        },
      ]}
    />
  )
}

/** What is recorded about whoever is signed in. */
export const ownList: Route = page({
  path: home,
  who: signedIn,
  show: async (visit) => ({
    title: visit.say('outcomes.about_me'),
    shell: 'public',
    noIndex: true,
    body: (
      <>
        <PageHead title={visit.say('outcomes.about_me')} lead={visit.say('outcomes.about_me_lead')} />
        <OwnTable visit={visit} outcomes={await load(visit)} />
      </>
    ),
  }),
})

const most = 3

/** On a person’s own page: the newest of what is recorded about them, which they may dispute. */
export async function myOutcomes(visit: Visit): Promise<VNode | null> {
  const { say, href } = visit
  const outcomes = await load(visit)
  if (outcomes.length === 0) return null
  return (
    <Section
      title={say('outcomes.about_me')}
      lead={say('outcomes.about_me_lead')}
      actions={
        <LinkButton href={href(home)}>{say('outcomes.all_about_me', { count: outcomes.length })}</LinkButton>
      }
    >
      <OwnTable visit={visit} outcomes={outcomes.slice(0, most)} />
    </Section>
  )
}
