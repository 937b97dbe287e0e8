import { everyone } from '#kernel/access'
import { pick } from '#kernel/text'
import { file, page, type Route, type Visit } from '#platform/http'
import { At, EmptyState, LinkButton, PageHead, Table } from '#ui'
import { termsInWords } from '../../pages/words.tsx'
import { pressCsv, pressPdf, published } from '../press.ts'
import { readWall } from '../queries.ts'
import { ceremonyIn } from './parts.tsx'

const open = everyone('a press list names only what both sides agreed to publish')

async function listOf(visit: Visit) {
  const { ceremony, onWall } = await visit.use.ask(readWall, { ceremonyId: ceremonyIn(visit) })
  return { ceremony, list: published(onWall) }
}

const listPage: Route = page({
  path: '/ceremonies/:ceremony',
  who: open,
  show: async (visit) => {
    const { say, href, locale } = visit
    const { ceremony, list } = await listOf(visit)
    const title = pick(ceremony.title, locale).value
    const base = `/ceremonies/${ceremony.id}`
    return {
      title,
      shell: 'public',
      noIndex: true,
      body: (
        <>
          <PageHead
            kicker={say('ceremony.press')}
            title={title}
            lead={say('ceremony.press_lead')}
            actions={
              <>
                <LinkButton href={href(`${base}/press.pdf`)} download>
                  PDF
                </LinkButton>
                <LinkButton href={href(`${base}/press.csv`)} download>
                  CSV
                </LinkButton>
              </>
            }
          />
          <Table
            caption={say('ceremony.press')}
            hideCaption
            rows={list}
            rowKey={(one) => String(list.indexOf(one))}
            empty={
              <EmptyState title={say('ceremony.nothing_public')}>{say('ceremony.press_lead')}</EmptyState>
            }
            columns={[
              { key: 'title', label: say('ceremony.contract'), main: true, cell: (one) => one.title },
              { key: 'first', label: say('ceremony.first'), cell: (one) => one.organisations[0] },
              { key: 'second', label: say('ceremony.second'), cell: (one) => one.organisations[1] },
              { key: 'type', label: say('outcomes.type'), cell: (one) => termsInWords(visit, one.outcome) },
              {
                key: 'at',
                label: say('ceremony.signed_at'),
                cell: ({ signedAt }) => signedAt && <At visit={visit} at={signedAt} zone={ceremony.zone} />,
              },
            ]}
          />
        </>
      ),
    }
  },
})

const asFile = (ending: 'csv' | 'pdf', media: string, of: (visit: Visit) => Promise<BodyInit>): Route =>
  file({
    path: `/ceremonies/:ceremony/press.${ending}`,
    who: open,
    send: async (visit) =>
      new Response(await of(visit), {
        headers: {
          'content-type': media,
          'content-disposition': `attachment; filename="press-list.${ending}"`,
          'cache-control': 'no-store',
        },
      }),
  })

export const pressRoutes: readonly Route[] = [
  listPage,
  asFile('csv', 'text/csv; charset=utf-8', async (visit) => pressCsv(visit, (await listOf(visit)).list)),
  asFile('pdf', 'application/pdf', async (visit) => {
    const { ceremony, list } = await listOf(visit)
    return pressPdf(visit, ceremony, list)
  }),
]
