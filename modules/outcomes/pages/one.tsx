import { Readable } from 'node:stream'
import { notFound } from '#kernel/errors'
import { formatDate, formatInstant, zone, zoneLabel } from '#kernel/time'
import type { Files } from '#platform/files'
import { file, page, type Route, type Visit } from '#platform/http'
import {
  Badge,
  DefinitionList,
  EmptyState,
  Hash,
  LinkButton,
  PageHead,
  Section,
  Split,
  Steps,
  Timeline,
} from '#ui'
import { may } from '../access.ts'
import { endingOf } from '../media.ts'
import { type Entry, type EntryKind, levels, OutcomeId } from '../model.ts'
import { readOutcome } from '../queries.ts'
import { rank } from '../rules/level.ts'
import { staff } from './list.tsx'
import { LevelBadge, termRows, termsInWords } from './words.tsx'

export function outcomeIn(visit: Visit): OutcomeId {
  const id = OutcomeId.safeParse(visit.params.outcome)
  if (!id.success) throw notFound()
  return id.data
}

type Body = { kind: EntryKind; level: (typeof levels)[number] }
const bodyOf = (entry: Entry): Body => JSON.parse(entry.body)

export const onePage: Route = page({
  path: '/console/outcomes/:outcome',
  who: staff,
  show: async (visit) => {
    const { say, locale, href, actor } = visit
    const { outcome, evidence, entries, personal } = await visit.use.ask(readOutcome, {
      outcomeId: outcomeIn(visit),
    })
    const allowed = may.allowed(actor, outcome)
    const clock = visit.readerZone ?? zone('UTC')
    const base = `/console/outcomes/${outcome.id}`
    const standing = outcome.state === 'standing'
    const reasonOf = (entry: Entry): string => {
      const kept = personal.get(entry.id)
      return kept ? (JSON.parse(kept.data) as { reason: string }).reason : say('outcomes.erased')
    }
    return {
      title: outcome.title,
      shell: 'console',
      current: '/console/outcomes',
      body: (
        <>
          <PageHead
            title={outcome.title}
            kicker={termsInWords(visit, outcome)}
            badge={
              standing ? (
                <LevelBadge say={say} level={outcome.level} />
              ) : (
                <Badge tone="faint">{say('outcomes.withdrawn')}</Badge>
              )
            }
            crumbs={{
              label: say('outcomes.list_title'),
              trail: [
                { label: say('outcomes.list_title'), href: href('/console/outcomes') },
                { label: outcome.title },
              ],
            }}
            actions={
              standing && (
                <>
                  {allowed.verify && (
                    <LinkButton tone="primary" href={href(`${base}/verify`)}>
                      {say('outcomes.verify')}
                    </LinkButton>
                  )}
                  {allowed.addEvidence && (
                    <LinkButton tone="secondary" href={href(`${base}/evidence`)}>
                      {say('outcomes.add_evidence')}
                    </LinkButton>
                  )}
                  {allowed.correct && (
                    <LinkButton tone="quiet" href={href(`${base}/correct`)}>
                      {say('outcomes.correct')}
                    </LinkButton>
                  )}
                  {allowed.withdraw && (
                    <LinkButton tone="quiet" href={href(`${base}/withdraw`)}>
                      {say('outcomes.withdraw')}
                    </LinkButton>
                  )}
                </>
              )
            }
          />
          <Split
            aside={
              <Section title={say('outcomes.ladder')}>
                <Steps
                  label={say('outcomes.ladder')}
                  steps={levels.map((level) => ({
                    title: say(`outcomes.level_${level}`),
                    text: say(`outcomes.level_${level}_text`),
                    state: rank(level) <= rank(outcome.level) ? 'done' : 'todo',
                    stateLabel: say(
                      rank(level) <= rank(outcome.level) ? 'outcomes.reached' : 'outcomes.not_reached',
                    ),
                  }))}
                />
              </Section>
            }
          >
            <Section title={say('outcomes.facts')}>
              <DefinitionList
                items={[
                  { term: say('outcomes.type'), value: termsInWords(visit, outcome) },
                  ...termRows(visit, outcome.terms),
                  { term: say('outcomes.organisation'), value: outcome.organisation },
                  { term: say('outcomes.happened_on'), value: formatDate(outcome.happenedOn, locale) },
                  {
                    term: say('outcomes.recorded_at'),
                    value: formatInstant(outcome.recordedAt, clock, locale, 'full'),
                  },
                ]}
              />
            </Section>
            <Section title={say('outcomes.evidence')}>
              {evidence.length === 0 ? (
                <EmptyState title={say('outcomes.no_evidence')} icon="file">
                  {say('outcomes.no_evidence_text')}
                </EmptyState>
              ) : (
                <ul>
                  {evidence.map((each) => (
                    <li key={each.id}>
                      <a
                        href={each.kind === 'link' ? each.link : href(`${base}/evidence/${each.id}`)}
                        rel="noreferrer"
                      >
                        {each.name}
                      </a>{' '}
                      {each.kind === 'file' && <Hash value={each.fileHash} />}
                    </li>
                  ))}
                </ul>
              )}
            </Section>
            <Section
              title={say('outcomes.entries')}
              lead={say('outcomes.entries_lead', { zone: zoneLabel(clock, visit.use.now(), locale) })}
            >
              <Timeline
                moments={entries.map((entry) => {
                  const { kind, level } = bodyOf(entry)
                  return {
                    when: formatInstant(entry.at, clock, locale, 'full'),
                    title: say(`outcomes.entry_${kind}`, { level: say(`outcomes.level_${level}`) }),
                    tone: kind === 'verified' ? 'good' : kind === 'withdrawn' ? 'faint' : 'plain',
                    children: (
                      <>
                        {reasonOf(entry) && <p>{reasonOf(entry)}</p>}
                        <p>
                          {say('outcomes.entry_number', { seq: entry.seq })} <Hash value={entry.hash} />
                        </p>
                      </>
                    ),
                  }
                })}
              />
            </Section>
          </Split>
        </>
      ),
    }
  },
})

/** Evidence leaves as a download, never as a page: nothing in a file may run here. */
export const evidenceFile = (files: Files): Route =>
  file({
    path: '/console/outcomes/:outcome/evidence/:evidence',
    who: staff,
    send: async (visit) => {
      const { evidence } = await visit.use.ask(readOutcome, { outcomeId: outcomeIn(visit) })
      const found = evidence.find(({ id }) => id === visit.params.evidence)
      if (found?.kind !== 'file') throw notFound()
      const stream = await files.read(found.fileHash)
      const name = `${found.id}.${endingOf(found.mediaType)}`
      return new Response(Readable.toWeb(stream) as ReadableStream, {
        headers: {
          'content-type': found.mediaType,
          'content-disposition': `attachment; filename="${name}"`,
          'content-security-policy': "default-src 'none'; sandbox",
          'cache-control': 'private, no-store',
        },
      })
    },
  })
