import { newId } from '#kernel/ids'
import { pick } from '#kernel/text'
import { zone } from '#kernel/time'
import type { Visit } from '#platform/http'
import { At, Badge, Button, EmptyState, Form, Section, Table, type Tone } from '#ui'
import type { Told } from '../model.ts'
import { tell } from '../rules.ts'
import type { LoggedScan } from '../store/guests.ts'
import { bothNames, clockTime } from '../words.ts'
import type { Stand } from './stand.ts'

const tones: Record<Told, Tone> = {
  admitted: 'good',
  again: 'warn',
  undone: 'faint',
  unknown: 'bad',
  forged: 'bad',
  other_event: 'bad',
  cancelled: 'bad',
  not_admitted: 'bad',
}

/** Guests whose name was typed, each with the button that lets them in. */
export function FoundGuests({
  visit,
  stand,
  q,
  path,
}: {
  visit: Visit
  stand: Stand
  q: string
  path: string
}) {
  const { say, locale, href } = visit
  if (q === '') return null
  return (
    <Section level={3} title={say('doorway.found', { q })}>
      <Table
        caption={say('doorway.found', { q })}
        hideCaption
        rows={stand.found}
        rowKey={(guest) => guest.registrationId}
        empty={
          <EmptyState title={say('doorway.found_none', { q })} icon="search">
            {say('doorway.found_none_hint')}
          </EmptyState>
        }
        columns={[
          {
            key: 'name',
            label: say('kernel.person_name'),
            main: true,
            cell: ({ name }) => bothNames(name, visit),
          },
          { key: 'from', label: say('doorway.affiliation'), cell: ({ affiliation }) => affiliation },
          {
            key: 'category',
            label: say('doorway.category'),
            cell: ({ category }) => pick(category, locale).value,
          },
          {
            key: 'in',
            label: say('doorway.check_in'),
            hideLabel: true,
            cell: (guest) =>
              guest.since !== null ? (
                <Badge tone="good">
                  {say('doorway.in_since_time', { since: clockTime(guest.since, stand.event, visit) })}
                </Badge>
              ) : guest.state === 'admitted' ? (
                <Form inline action={href(path)} hidden={{ code: guest.serial, scan: newId() }}>
                  <Button
                    small
                    aria-label={say('doorway.check_in_name', { name: bothNames(guest.name, visit) })}
                  >
                    {say('doorway.check_in')}
                  </Button>
                </Form>
              ) : (
                <Badge tone="bad">{say('doorway.no_place')}</Badge>
              ),
          },
        ]}
      />
    </Section>
  )
}

const toldOf = (scan: LoggedScan): Told =>
  tell(
    scan,
    new Set(scan.undoReason === null ? [] : [scan.scanId]),
    scan.firstScanId === null ? undefined : { scanId: scan.firstScanId },
  )

/** The last scans of all devices, with the way to take a wrong one back. */
export function ScanLog({ visit, stand, path }: { visit: Visit; stand: Stand; path: string }) {
  const { say, href } = visit
  const { scans, event, may } = stand
  return (
    <Section title={say('doorway.log')} lead={say('doorway.log_lead')}>
      <Table
        caption={say('doorway.log')}
        hideCaption
        rows={scans}
        rowKey={(scan) => scan.scanId}
        empty={
          <EmptyState title={say('doorway.log_none')} icon="info">
            {say('doorway.log_none_hint')}
          </EmptyState>
        }
        columns={[
          {
            key: 'who',
            label: say('kernel.person_name'),
            main: true,
            cell: ({ name }) => (name === null ? say('doorway.nobody') : bothNames(name, visit)),
          },
          {
            key: 'told',
            label: say('doorway.verdict'),
            cell: (scan) => (
              <>
                <Badge tone={tones[toldOf(scan)]}>{say(`doorway.verdict_${toldOf(scan)}`)}</Badge>
                {scan.undoReason !== null && <small> {scan.undoReason}</small>}
              </>
            ),
          },
          {
            key: 'at',
            label: say('kernel.time'),
            cell: ({ at }) => <At visit={visit} at={at} zone={zone(event.zone)} style="short" />,
          },
          { key: 'means', label: say('doorway.means'), cell: ({ means }) => say(`doorway.means_${means}`) },
          {
            key: 'undo',
            label: say('doorway.undo'),
            hideLabel: true,
            cell: (scan) =>
              may.undo && toldOf(scan) === 'admitted' && scan.registrationId !== null ? (
                <a href={href(`${path}/undo/${scan.registrationId}`)}>{say('doorway.undo')}</a>
              ) : null,
          },
        ]}
      />
    </Section>
  )
}
