import { Readable } from 'node:stream'
import { notFound } from '#kernel/errors'
import { displayName } from '#kernel/names'
import { formatDate, zone } from '#kernel/time'
import type { Files } from '#platform/files'
import { file, page, type Route, type Visit } from '#platform/http'
import { At, DefinitionList, Hash, PageHead, Said, Section, Split, Steps } from '#ui'
import { may } from '../access.ts'
import { endingOf } from '../media.ts'
import { type EntryKind, levels, OutcomeId } from '../model.ts'
import { readNamed, readOutcome } from '../queries.ts'
import { type Body, bodyOf, History } from './history.tsx'
import { staff } from './list.tsx'
import { ConfirmationSection, EvidenceSection, RecordActions, RecordNotices } from './parts.tsx'
import { trail } from './trail.ts'
import { Standing, termRows, termsInWords } from './words.tsx'

export function outcomeIn(visit: Visit): OutcomeId {
  const id = OutcomeId.safeParse(visit.params.outcome)
  if (!id.success) throw notFound()
  return id.data
}

/** The levels that somebody really gave since the last correction: a document does not make the other side say yes. */
function levelsGiven(bodies: readonly Body[]): ReadonlySet<Body['level']> {
  const giving: readonly EntryKind[] = ['stated', 'verified', 'confirmed', 'signed', 'corrected']
  const since = bodies.slice(Math.max(0, bodies.map(({ kind }) => kind).lastIndexOf('corrected')))
  const given = new Set(since.filter(({ kind }) => giving.includes(kind)).map(({ level }) => level))
  // Lowered again: what the withdrawn issuer's signature gave is not there any more.
  if (
    since.findLastIndex(({ kind }) => kind === 'lowered') >
    since.findLastIndex(({ level }) => level === 'credentialed')
  )
    given.delete('credentialed')
  return given
}

export const onePage: Route = page({
  path: '/console/outcomes/:outcome',
  who: staff,
  show: async (visit) => {
    const { say, locale } = visit
    const {
      outcome,
      evidence,
      entries,
      personal,
      confirmations,
      issuers,
      project,
      organisation,
      event,
      meeting,
      introduction,
      claim,
    } = await visit.use.ask(readOutcome, {
      outcomeId: outcomeIn(visit),
    })
    const { names } = await visit.use.ask(readNamed, { outcomeId: outcome.id })
    const about = outcome.personId === null ? undefined : names.get(outcome.personId)
    const clock = visit.readerZone ?? zone('UTC')
    const base = `/console/outcomes/${outcome.id}`
    const standing = outcome.state === 'standing'
    const given = levelsGiven(entries.map(bodyOf))
    return {
      title: outcome.title,
      shell: 'console',
      current: '/console/outcomes',
      body: (
        <>
          <PageHead
            title={outcome.title}
            kicker={termsInWords(visit, outcome)}
            badge={<Standing visit={visit} outcome={outcome} />}
            crumbs={trail(visit, { label: outcome.title })}
            actions={standing && <RecordActions visit={visit} outcome={outcome} base={base} />}
          />
          <RecordNotices visit={visit} outcome={outcome} />
          <Split
            aside={
              <Section title={say('outcomes.ladder')}>
                <Steps
                  label={say('outcomes.ladder')}
                  steps={levels.map((level) => ({
                    title: say(`outcomes.level_${level}`),
                    text: say(`outcomes.level_${level}_text`),
                    state: given.has(level) ? 'done' : 'todo',
                    stateLabel: say(given.has(level) ? 'outcomes.reached' : 'outcomes.not_reached'),
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
                  ...(about
                    ? [
                        {
                          term: say('outcomes.about_person'),
                          value: displayName(about, locale, { both: true }),
                        },
                      ]
                    : []),
                  ...(organisation
                    ? [
                        {
                          term: say('outcomes.link_organisation'),
                          value: <Said text={organisation.name} locale={locale} />,
                        },
                      ]
                    : []),
                  ...(project
                    ? [
                        {
                          term: say('outcomes.link_project'),
                          value: <Said text={project.project.title} locale={locale} />,
                        },
                      ]
                    : []),
                  ...(event
                    ? [{ term: say('outcomes.event'), value: <Said text={event.title} locale={locale} /> }]
                    : []),
                  ...(introduction
                    ? [
                        {
                          term: say('outcomes.link_introduction'),
                          value: (
                            <a href={visit.href(`/console/introductions/${introduction.id}`)}>
                              {introduction.name || say('introductions.erased')}
                            </a>
                          ),
                        },
                      ]
                    : []),
                  ...(claim
                    ? [
                        {
                          term: say('outcomes.link_claim'),
                          value: (
                            <a href={visit.href(`/console/policy-claims/${claim.id}`)}>
                              <Said text={claim.benefit} locale={locale} />
                            </a>
                          ),
                        },
                      ]
                    : []),
                  ...(meeting
                    ? [
                        {
                          term: say('outcomes.link_meeting'),
                          value: <At visit={visit} at={meeting.startsAt} zone={event?.zone ?? clock} />,
                        },
                      ]
                    : []),
                  { term: say('outcomes.happened_on'), value: formatDate(outcome.happenedOn, locale) },
                  {
                    term: say('outcomes.recorded_at'),
                    value: <At visit={visit} at={outcome.recordedAt} zone={clock} />,
                  },
                ]}
              />
            </Section>
            <EvidenceSection
              {...{ visit, base, evidence, issuers }}
              mayAdd={standing && may.addEvidence(visit.actor, outcome)}
            />
            <ConfirmationSection visit={visit} confirmations={confirmations} clock={clock} />
            <Section title={say('outcomes.entries')} lead={say('outcomes.entries_lead')}>
              <History
                {...{ visit, entries, personal, names, clock }}
                proof={({ seq, leafHash }) => (
                  <p>
                    {say('outcomes.entry_number', { seq })} <Hash value={leafHash} />{' '}
                    <a href={`/api/v1/ledger/entries/${seq}/proof`}>
                      {say('outcomes.proof')}
                      <span class="vh"> {say('outcomes.proof_of', { seq })}</span>
                    </a>
                  </p>
                )}
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
      if (!found || !('fileHash' in found) || found.fileHash === '') throw notFound()
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
