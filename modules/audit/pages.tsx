import { z } from 'zod'
import { hasRole } from '#kernel/access'
import { displayName } from '#kernel/names'
import { formatInstant, zone, zoneText } from '#kernel/time'
import { type Doors, page } from '#platform/http'
import { EmptyState, LinkButton, PageHead, Table } from '#ui'
import { listAudit } from './queries.ts'

const text = (value: string | null) => (value === null || value === '' ? null : value)

/** Who did what, when, through which door, on which record. */
export const pages: Doors = {
  module: 'audit',
  routes: [
    page({
      path: '/console/audit',
      who: hasRole('administrator', 'organiser', 'auditor'),
      show: async (visit) => {
        const { say, locale, search, href } = visit
        const subjectId = text(search.get('record'))
        const before = z.uuid().safeParse(search.get('before')).data ?? null
        const { entries, people, more } = await visit.use.ask(listAudit, { subjectId, before })
        const clock = visit.readerZone ?? zone('UTC')
        const last = entries.at(-1)
        const who = (entry: (typeof entries)[number]) => {
          if (entry.actorKind === 'visitor') return say('audit.visitor')
          if (entry.actorKind === 'system') return say('audit.job', { job: entry.job ?? '' })
          const person = entry.personId ? people.get(entry.personId) : undefined
          return person ? displayName(person.name, locale) : say('audit.person_gone')
        }
        return {
          title: say('audit.title'),
          shell: 'console',
          body: (
            <>
              <PageHead
                title={say('audit.title')}
                lead={say('audit.lead', { zone: zoneText(clock, locale) })}
                actions={
                  subjectId && (
                    <LinkButton tone="secondary" href={href('/console/audit')}>
                      {say('audit.all_records')}
                    </LinkButton>
                  )
                }
              />
              <Table
                caption={say('audit.title')}
                hideCaption
                rows={entries}
                rowKey={(entry) => entry.id}
                empty={
                  <EmptyState title={say('audit.none_title')} icon="info">
                    {say('audit.none_text')}
                  </EmptyState>
                }
                columns={[
                  {
                    key: 'when',
                    label: say('audit.when'),
                    cell: (entry) => formatInstant(entry.at, clock, locale, 'short'),
                  },
                  { key: 'who', label: say('audit.who'), main: true, cell: who },
                  { key: 'what', label: say('audit.what'), cell: (entry) => <code>{entry.command}</code> },
                  {
                    key: 'record',
                    label: say('audit.record'),
                    cell: (entry) =>
                      entry.subjectId && (
                        <a href={href(`/console/audit?record=${encodeURIComponent(entry.subjectId)}`)}>
                          {entry.subjectType} {entry.subjectId.slice(-6)}
                        </a>
                      ),
                  },
                  { key: 'door', label: say('audit.door'), cell: (entry) => say(`audit.door_${entry.door}`) },
                ]}
              />
              {more && last && (
                <LinkButton tone="secondary" href={href(`/console/audit?before=${last.id}`)}>
                  {say('audit.older')}
                </LinkButton>
              )}
            </>
          ),
        }
      },
    }),
  ],
}
