import { everyone } from '#kernel/access'
import { formatInstant, zone, zoneText } from '#kernel/time'
import { type Doors, file, page, type Route } from '#platform/http'
import {
  Button,
  Details,
  EmptyState,
  FieldSet,
  FileInput,
  FormActions,
  Hash,
  LinkButton,
  Notice,
  PageHead,
  Prose,
  Section,
  Table,
  TextArea,
} from '#ui'
import { type CheckpointPorts, logName, logReader, mayExport, readLog } from './commands.ts'
import { exportLog } from './export.ts'
import { readWitness } from './witness/commands.ts'
import { sendAgain, Witnesses } from './witness/pages.tsx'

const open = everyone('whoever is told a number may check that nothing behind it was changed')

/** The words that the island speaks; `{name}` stands for what it fills in itself. */
const spoken = [
  ...['running', 'whole', 'before', 'form', 'key', 'signature_unknown', 'entry', 'count', 'root'],
  ...['signature', 'origin', 'kept_form', 'kept_signature', 'kept', 'kept_ahead', 'kept_agrees'],
] as const
const slots = Object.fromEntries(
  ['entries', 'checkpoints', 'seconds', 'seq', 'after', 'size'].map((name) => [name, `{${name}}`]),
)

/** What is typed into a terminal is the same in every language. */
const commandLine = (key: string | undefined, kept = '') =>
  `node verify.mjs ledger-export.txt '${key ?? '…'}'${kept}`

const ledgerPage = (ports: CheckpointPorts): Route => {
  const read = readLog(ports)
  return page({
    path: '/ledger',
    who: open,
    fresh: 60,
    asks: ['before'],
    show: async (visit) => {
      const { say, locale, href, search } = visit
      const before = Number(search.get('before'))
      const asked = Number.isSafeInteger(before) && before > 0 ? before : null
      const { checkpoints, keys, head } = await visit.use.ask(read, { before: asked })
      const clock = visit.readerZone ?? zone('UTC')
      const last = checkpoints.at(-1)
      return {
        title: say('outcomes.log_title'),
        shell: 'public',
        body: (
          <>
            <PageHead
              title={say('outcomes.log_title')}
              lead={say('outcomes.log_lead')}
              actions={
                <LinkButton tone="primary" href={href('/verify')}>
                  {say('outcomes.verify_export')}
                </LinkButton>
              }
            />
            <Section title={say('outcomes.log_keys')} lead={say('outcomes.log_keys_lead')}>
              {keys.length === 0 ? (
                <p>{say('outcomes.log_none_text')}</p>
              ) : (
                <ul>
                  {keys.map((key) => (
                    <li key={key}>
                      <Hash value={key} />
                    </li>
                  ))}
                </ul>
              )}
            </Section>
            <Section
              title={say('outcomes.checkpoints')}
              lead={say('outcomes.checkpoints_lead', {
                entries: head.seq,
                zone: zoneText(clock, locale),
              })}
            >
              <Table
                caption={say('outcomes.checkpoints')}
                hideCaption
                rows={checkpoints}
                rowKey={({ size }) => String(size)}
                empty={
                  <EmptyState title={say('outcomes.log_none')}>{say('outcomes.log_none_text')}</EmptyState>
                }
                columns={[
                  {
                    key: 'at',
                    label: say('outcomes.signed_at'),
                    main: true,
                    cell: ({ at }) => formatInstant(at, clock, locale, 'full'),
                  },
                  { key: 'size', label: say('outcomes.entries'), number: true, cell: ({ size }) => size },
                  {
                    key: 'note',
                    label: say('outcomes.checkpoint'),
                    cell: ({ note, root }) => (
                      <Details summary={<Hash value={Buffer.from(root).toString('hex').slice(0, 16)} />}>
                        <pre>{note}</pre>
                      </Details>
                    ),
                  },
                ]}
              />
              {checkpoints.length === 50 && last && (
                <LinkButton href={href(`/ledger?before=${last.size}`)}>{say('outcomes.older')}</LinkButton>
              )}
            </Section>
          </>
        ),
      }
    },
  })
}

const verifyPage = (ports: CheckpointPorts): Route => {
  const read = readLog(ports)
  return page({
    path: '/verify',
    who: open,
    show: async (visit) => {
      const { say, href } = visit
      const { keys } = await visit.use.ask(read, {})
      const words = Object.fromEntries(spoken.map((name) => [name, say(`outcomes.check_${name}`, slots)]))
      return {
        title: say('outcomes.verify_export'),
        shell: 'public',
        islands: ['verify-ledger'],
        body: (
          <>
            <PageHead
              title={say('outcomes.verify_export')}
              lead={say('outcomes.verify_export_lead')}
              crumbs={{
                label: say('kernel.you_are_here'),
                trail: [
                  { label: say('outcomes.log_title'), href: href('/ledger') },
                  { label: say('outcomes.verify_export') },
                ],
              }}
            />
            <Section title={say('outcomes.verify_here')} lead={say('outcomes.verify_here_lead')}>
              <div data-island="verify-ledger" data-words={JSON.stringify(words)} hidden>
                <form class="form">
                  <FieldSet legend={say('outcomes.verify_what')}>
                    <FileInput name="export" label={say('outcomes.verify_file')} required />
                    <TextArea
                      name="key"
                      label={say('outcomes.verify_key')}
                      hint={say('outcomes.verify_key_hint')}
                      rows={2}
                      required
                      value={keys[0] ?? ''}
                    />
                    <TextArea
                      name="kept"
                      label={say('outcomes.verify_kept')}
                      hint={say('outcomes.verify_kept_hint')}
                      rows={5}
                    />
                  </FieldSet>
                  <FormActions>
                    <Button tone="primary">{say('outcomes.verify_run')}</Button>
                  </FormActions>
                </form>
                <p data-answer="" role="status" hidden />
              </div>
              <noscript>
                <Notice>{say('outcomes.verify_no_script')}</Notice>
              </noscript>
            </Section>
            <Section title={say('outcomes.verify_own')}>
              <Prose>
                <p>{say('outcomes.verify_own_text')}</p>
                <pre>{commandLine(keys[0])}</pre>
                <p>{say('outcomes.verify_own_kept')}</p>
                <pre>{commandLine(keys[0], ' checkpoint.txt')}</pre>
              </Prose>
              <FormActions>
                <LinkButton href="/verify.mjs" download="verify.mjs">
                  {say('outcomes.verify_download')}
                </LinkButton>
              </FormActions>
            </Section>
          </>
        ),
      }
    },
  })
}

/** The console's side: the export to hand out, and where checkpoints were sent. */
const consolePage: Route = page({
  path: '/console/ledger',
  who: mayExport,
  show: async (visit) => {
    const { say, href } = visit
    const deliveries = await visit.use.ask(readWitness, {})
    const clock = visit.readerZone ?? zone('UTC')
    return {
      title: say('outcomes.log_title'),
      shell: 'console',
      body: (
        <>
          <PageHead
            title={say('outcomes.log_title')}
            lead={say('outcomes.log_console_lead')}
            actions={
              <>
                <LinkButton tone="primary" href={href('/console/ledger/export')} download>
                  {say('outcomes.export_log')}
                </LinkButton>
                <LinkButton href={href('/ledger')}>{say('outcomes.checkpoints')}</LinkButton>
              </>
            }
          />
          <Witnesses visit={visit} clock={clock} deliveries={deliveries} />
        </>
      ),
    }
  },
})

const exportFile = ({ origin }: CheckpointPorts): Route =>
  file({
    path: '/console/ledger/export',
    who: mayExport,
    send: async (visit) => {
      const pieces = exportLog(logReader(visit.use), logName(origin))
      const encoder = new TextEncoder()
      const stream = new ReadableStream<Uint8Array>({
        pull: async (controller) => {
          const { done, value } = await pieces.next()
          if (done) controller.close()
          else controller.enqueue(encoder.encode(value))
        },
      })
      return new Response(stream, {
        headers: {
          'content-type': 'text/plain; charset=utf-8',
          'content-disposition': 'attachment; filename="ledger-export.txt"',
          'cache-control': 'private, no-store',
        },
      })
    },
  })

export const logDoors = (ports: CheckpointPorts): Doors['routes'] => [
  ledgerPage(ports),
  verifyPage(ports),
  consolePage,
  sendAgain,
  exportFile(ports),
]
