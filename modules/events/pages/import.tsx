import { isStaff } from '#kernel/access'
import { invalidField } from '#kernel/errors'
import { pick } from '#kernel/text'
import { StationId } from '#modules/stations'
import { form, type Route } from '#platform/http'
import { EmptyState, FileInput, Form, LinkButton, PageHead, Section, Select, Table } from '#ui'
import { withZone } from '../formats/index.ts'
import { importSchedule, readFile } from '../import.ts'
import { crumbs, ownChoices } from './console.tsx'

const largest = 20 * 1024 * 1024

/** A file of other conference software becomes a draft; everything that had to be mended is listed. */
export const importPage: Route = form({
  path: '/console/events/import',
  who: isStaff,
  limit: largest + 64 * 1024,
  load: ownChoices,
  view: (visit, { stations, host, edition }, state) => {
    const { say, href, locale } = visit
    return {
      title: say('events.import'),
      shell: 'console',
      current: '/console/events',
      body: (
        <>
          <PageHead
            kicker={pick(edition.name, locale).value}
            title={say('events.import')}
            lead={say('events.import_lead')}
            crumbs={crumbs(visit, { label: say('events.import') })}
          />
          <Form
            action={href(`/console/events/import?edition=${edition.slug}`)}
            files
            of={state}
            send={say('events.import')}
          >
            <FileInput
              of={state}
              name="file"
              label={say('events.import_file')}
              hint={say('events.import_hint')}
              accept=".xml,.json"
              required
            />
            <Select
              of={state}
              name="station"
              label={say('events.station')}
              value={host ? '' : stations[0]?.id}
              empty={host ? say('events.no_station') : undefined}
              options={stations.map((station) => ({
                value: station.id,
                label: pick(station.name, locale).value,
              }))}
            />
          </Form>
        </>
      ),
    }
  },
  submit: async (visit, values, { edition, stations }) => {
    const { say, href } = visit
    const given = values.file('file')
    if (!given) throw invalidField('file', 'events.field_file')
    const stationId = StationId.safeParse(values.text('station')).data ?? null
    const station = stations.find(({ id }) => id === stationId)
    const read = readFile(new Uint8Array(await given.arrayBuffer()), station?.zone ?? edition.zone)
    const { schedule } = read
    const { event, sessions } = await visit.use.run(importSchedule, {
      editionId: edition.id,
      stationId,
      schedule,
    })
    const mended = withZone(read.mended, schedule, event.zone)
    return {
      title: say('events.import'),
      shell: 'console',
      current: '/console/events',
      body: (
        <>
          <PageHead
            title={say('events.imported', { title: pick(event.title, visit.locale).value })}
            lead={say('events.imported_lead', { sessions: sessions.length, mended: mended.length })}
            actions={
              <LinkButton tone="primary" href={href(`/console/events/${event.id}`)}>
                {say('events.open_draft')}
              </LinkButton>
            }
          />
          <Section title={say('events.mended')}>
            <Table
              caption={say('events.mended')}
              hideCaption
              rows={mended.map((mend, index) => ({ ...mend, index }))}
              rowKey={(mend) => String(mend.index)}
              empty={
                <EmptyState title={say('events.nothing_mended')} icon="check">
                  {say('events.nothing_mended_text')}
                </EmptyState>
              }
              columns={[
                { key: 'where', label: say('events.mended_where'), main: true, cell: (mend) => mend.where },
                {
                  key: 'what',
                  label: say('events.mended_what'),
                  cell: (mend) => say(`events.mend_${mend.code}`),
                },
                { key: 'was', label: say('events.mended_was'), cell: (mend) => mend.was ?? '—' },
                { key: 'now', label: say('events.mended_now'), cell: (mend) => mend.now ?? '—' },
              ]}
            />
          </Section>
        </>
      ),
    }
  },
})
