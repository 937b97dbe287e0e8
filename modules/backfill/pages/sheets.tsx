import { hash as digest } from 'node:crypto'
import { pick } from '#kernel/text'
import { zone } from '#kernel/time'
import { EditionId } from '#modules/programme'
import { StationId } from '#modules/stations'
import { form, type Route } from '#platform/http'
import { CsvBroken, readCsv, readXlsx, XlsxBroken } from '#platform/tables'
import { At, Badge, EmptyState, FileInput, Form, PageHead, RadioGroup, Section, Select, Table } from '#ui'
import { may } from '../access.ts'
import { importSheet } from '../commands.ts'
import { columnsMissing, unreadable } from '../errors.ts'
import { batchKinds } from '../model.ts'
import { readSheets } from '../queries.ts'
import { columnsOf, lacking, readLines } from '../rules/index.ts'

const largest = 8 * 1024 * 1024

/** An XLSX is a ZIP and begins like one; anything else is read as CSV. */
async function tableOf(bytes: Uint8Array) {
  try {
    return bytes[0] === 0x50 && bytes[1] === 0x4b ? await readXlsx(bytes) : readCsv(bytes)
  } catch (error) {
    if (error instanceof CsvBroken || error instanceof XlsxBroken) throw unreadable()
    throw error
  }
}

export const sheetsPage: Route = form({
  path: '/console/backfill',
  who: (actor) => may.read(actor, undefined),
  limit: largest,
  load: (visit) => visit.use.ask(readSheets, {}),
  view: (visit, { batches, editions, stations }, state) => {
    const { say, href, locale, actor } = visit
    return {
      title: say('backfill.title'),
      shell: 'console',
      body: (
        <>
          <PageHead title={say('backfill.title')} lead={say('backfill.lead')} />
          <Table
            caption={say('backfill.sheets')}
            rows={batches}
            rowKey={({ id }) => id}
            href={({ id }) => href(`/console/backfill/${id}`)}
            empty={<EmptyState title={say('backfill.none_title')}>{say('backfill.none_text')}</EmptyState>}
            columns={[
              { key: 'name', label: say('backfill.sheet'), main: true, cell: ({ fileName }) => fileName },
              { key: 'kind', label: say('backfill.kind'), cell: ({ kind }) => say(`backfill.kind_${kind}`) },
              {
                key: 'at',
                label: say('backfill.imported_at'),
                cell: ({ importedAt }) => (
                  <At visit={visit} at={importedAt} zone={visit.readerZone ?? zone('UTC')} style="short" />
                ),
              },
              {
                key: 'certain',
                label: say('backfill.certain'),
                number: true,
                cell: ({ certain }) => certain,
              },
              {
                key: 'probable',
                label: say('backfill.probable'),
                number: true,
                cell: ({ probable }) => probable,
              },
              {
                key: 'unlinked',
                label: say('backfill.unlinked'),
                number: true,
                cell: ({ unlinked }) => unlinked,
              },
              {
                key: 'state',
                label: say('kernel.status'),
                cell: ({ state: its }) => (
                  <Badge tone={its === 'counted' ? 'good' : 'faint'}>{say(`backfill.state_${its}`)}</Badge>
                ),
              },
            ]}
          />
          {may.change(actor, undefined) && (
            <Section title={say('backfill.bring_in')} lead={say('backfill.bring_in_lead')}>
              <Form files action={href('/console/backfill')} of={state} send={say('backfill.import')}>
                <RadioGroup
                  of={state}
                  name="kind"
                  label={say('backfill.kind')}
                  required
                  value="people"
                  options={batchKinds.map((kind) => ({
                    value: kind,
                    label: say(`backfill.kind_${kind}`),
                    hint: say(`backfill.kind_${kind}_text`),
                  }))}
                />
                <FileInput
                  of={state}
                  name="file"
                  label={say('backfill.file')}
                  hint={say('backfill.file_hint')}
                  accept=".csv,.xlsx"
                  required
                />
                <Select
                  of={state}
                  name="edition"
                  size="medium"
                  label={say('backfill.edition')}
                  hint={say('backfill.edition_hint')}
                  empty={say('backfill.edition_by_year')}
                  options={editions.map(({ id, name }) => ({ value: id, label: pick(name, locale).value }))}
                />
                <Select
                  of={state}
                  name="station"
                  size="medium"
                  label={say('kernel.station')}
                  hint={say('backfill.station_hint')}
                  empty={say('backfill.no_station')}
                  options={stations.map(({ id, name }) => ({ value: id, label: pick(name, locale).value }))}
                />
              </Form>
            </Section>
          )}
        </>
      ),
    }
  },
  submit: async (visit, values, { editions }) => {
    const file = values.file('file')
    if (!file) throw unreadable()
    const bytes = new Uint8Array(await file.arrayBuffer())
    const table = await tableOf(bytes)
    const kind = batchKinds.find((each) => each === values.text('kind')) ?? 'people'
    const absent = lacking(kind, columnsOf(table.head))
    if (absent.length > 0)
      throw columnsMissing(
        absent.map((field) => visit.say(`backfill.column_${field}`)).join(visit.say('kernel.list_comma')),
      )
    const otherwise = EditionId.safeParse(values.text('edition'))
    const station = StationId.safeParse(values.text('station'))
    const { lines, skipped } = readLines(
      kind,
      table,
      new Map(editions.map(({ year, id }) => [year, id])),
      otherwise.success ? otherwise.data : null,
    )
    const { batch } = await visit.use.run(importSheet, {
      kind,
      stationId: station.success ? station.data : null,
      fileName: file.name.slice(0, 200),
      fileHash: digest('sha256', bytes, 'hex'),
      lines,
      skipped,
    })
    return { to: `/console/backfill/${batch.id}`, told: 'backfill.told_imported' }
  },
})
