import { countryName } from '#kernel/countries'
import { notFound } from '#kernel/errors'
import { pick } from '#kernel/text'
import { action, page, type Route } from '#platform/http'
import {
  Badge,
  BulkBar,
  Button,
  Details,
  Form,
  LinkButton,
  Notice,
  PageHead,
  Section,
  Table,
  Tabs,
  TextInput,
} from '#ui'
import { may } from '../access.ts'
import { decideRows, withdrawSheet } from '../commands.ts'
import { certainties, type Row, RowId } from '../model.ts'
import { pageSize, readSheet } from '../queries.ts'
import { batchIn, Matched, standing, tones } from './parts.tsx'
import { rowPage } from './row.tsx'

const sheetPage: Route = page({
  path: '/console/backfill/:batch',
  who: (actor) => may.read(actor, undefined),
  show: async (visit) => {
    const { say, href, locale, actor } = visit
    const asked = visit.search.get('show')
    const certainty = certainties.find((each) => each === asked) ?? (asked === 'all' ? null : 'probable')
    const after = Number(visit.search.get('after') ?? 0)
    const { batch, rows, names, editions } = await visit.use.ask(readSheet, {
      batchId: batchIn(visit),
      certainty,
      after: Number.isSafeInteger(after) && after > 0 ? after : 0,
    })
    const path = `/console/backfill/${batch.id}`
    const mayChange = may.change(actor, undefined) && batch.state === 'counted'
    const last = rows.at(-1)
    const yearOf = (id: string) => {
      const edition = editions.find((each) => each.id === id)
      return edition ? pick(edition.name, locale).value : ''
    }
    return {
      title: batch.fileName,
      shell: 'console',
      current: '/console/backfill',
      body: (
        <>
          <PageHead
            title={batch.fileName}
            lead={say('backfill.sheet_lead')}
            badge={
              batch.state === 'withdrawn' && <Badge tone="faint">{say('backfill.state_withdrawn')}</Badge>
            }
            crumbs={{
              label: say('kernel.you_are_here'),
              trail: [
                { label: say('backfill.title'), href: href('/console/backfill') },
                { label: batch.fileName },
              ],
            }}
          />
          {batch.reason !== null && <Notice tone="info">{batch.reason}</Notice>}
          <Tabs
            label={say('backfill.certainty')}
            tabs={[
              ...certainties.toReversed().map((each) => ({
                href: href(`${path}?show=${each}`),
                label: say(`backfill.${each}`),
                current: each === certainty,
                count: batch[each],
              })),
              { href: href(`${path}?show=all`), label: say('kernel.all'), current: certainty === null },
            ]}
          />
          <Form action={href(`${path}/decide`)} wide>
            <Table
              caption={say('backfill.rows')}
              hideCaption
              rows={rows}
              rowKey={({ id }) => id}
              empty={<p>{say('backfill.rows_none')}</p>}
              {...(mayChange && {
                select: {
                  name: 'row',
                  head: say('backfill.pick'),
                  value: ({ id }: Row) => id,
                  label: ({ label }: Row) => label,
                },
              })}
              columns={[
                { key: 'line', label: say('backfill.line'), number: true, cell: ({ line }) => line },
                {
                  key: 'label',
                  label: say(`backfill.kind_${batch.kind}`),
                  main: true,
                  cell: (row) => (
                    <>
                      <a href={href(`${path}/rows/${row.id}`)}>{row.label}</a>
                      <p class="hint">
                        {[
                          row.organisation,
                          row.email ?? '',
                          row.country ? countryName(row.country, locale) : '',
                        ]
                          .filter(Boolean)
                          .join(' · ')}
                      </p>
                    </>
                  ),
                },
                {
                  key: 'edition',
                  label: say('backfill.edition'),
                  cell: ({ editionId }) => yearOf(editionId),
                },
                {
                  key: 'match',
                  label: say('backfill.match'),
                  cell: (row) => <Matched visit={visit} names={names} row={row} />,
                },
                {
                  key: 'certainty',
                  label: say('backfill.certainty'),
                  cell: (row) => <Badge tone={tones[row.certainty]}>{standing(say, row)}</Badge>,
                },
              ]}
            />
            {mayChange && rows.length > 0 && (
              <BulkBar label={say('backfill.picked')}>
                <Button tone="primary" name="decision" value="confirm">
                  {say('backfill.confirm')}
                </Button>
                <Button name="decision" value="reject">
                  {say('backfill.reject')}
                </Button>
                <Button tone="quiet" name="decision" value="undo">
                  {say('backfill.undo')}
                </Button>
              </BulkBar>
            )}
          </Form>
          {rows.length === pageSize && last && (
            <LinkButton href={href(`${path}?show=${certainty ?? 'all'}&after=${last.line}`)}>
              {say('backfill.more')}
            </LinkButton>
          )}
          {batch.skipped.length > 0 && (
            <Details summary={say('backfill.skipped', { count: batch.skipped.length })}>
              <ul>
                {batch.skipped.map(({ line, why }) => (
                  <li key={line}>
                    {say('backfill.skipped_line', { line, why: say(`backfill.skip_${why}`) })}
                  </li>
                ))}
              </ul>
            </Details>
          )}
          {mayChange && (
            <Section title={say('backfill.withdraw')} lead={say('backfill.withdraw_lead')}>
              <Form action={href(`${path}/withdraw`)}>
                <TextInput name="reason" label={say('kernel.reason')} maxlength={500} required />
                <Button tone="danger">{say('backfill.withdraw')}</Button>
              </Form>
            </Section>
          )}
        </>
      ),
    }
  },
})

const decideAction: Route = action({
  path: '/console/backfill/:batch/decide',
  who: (actor) => may.change(actor, undefined),
  submit: async (visit, values) => {
    const batchId = batchIn(visit)
    const rowIds = values.all('row').flatMap((text) => {
      const id = RowId.safeParse(text)
      return id.success ? [id.data] : []
    })
    const decision = (['confirm', 'reject', 'undo'] as const).find((each) => each === values.text('decision'))
    if (!decision) throw notFound()
    await visit.use.run(decideRows, { batchId, rowIds, decision })
    return { to: `/console/backfill/${batchId}`, told: 'backfill.told_decided' }
  },
})

const withdrawAction: Route = action({
  path: '/console/backfill/:batch/withdraw',
  who: (actor) => may.change(actor, undefined),
  submit: async (visit, values) => {
    await visit.use.run(withdrawSheet, { batchId: batchIn(visit), reason: values.text('reason') })
    return { to: '/console/backfill', told: 'backfill.told_withdrawn' }
  },
})

export const sheetRoutes: readonly Route[] = [sheetPage, rowPage, decideAction, withdrawAction]
