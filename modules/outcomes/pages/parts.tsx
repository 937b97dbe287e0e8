import { pick } from '#kernel/text'
import { dateIn, formatDate, type Zone, zone } from '#kernel/time'
import type { Visit } from '#platform/http'
import { At, Badge, EmptyState, Hash, LinkButton, Notice, Section } from '#ui'
import { may } from '../access.ts'
import type { Confirmation } from '../evidence/confirmation/model.ts'
import type { Issuer } from '../evidence/issuer/model.ts'
import type { Evidence, Outcome } from '../model.ts'
import { levelOn, reaches } from '../rules/level.ts'
import { givable, mayGive } from '../rules/verify.ts'

/** What the reader may do with a record that stands; the likeliest first. */
export function RecordActions({ visit, outcome, base }: { visit: Visit; outcome: Outcome; base: string }) {
  const { say, href, actor, use } = visit
  const allowed = may.allowed(actor, outcome)
  const today = dateIn(use.now(), zone('UTC'))
  const verifier = mayGive(actor, outcome) === 'credentialed'
  return (
    <>
      {givable(actor, outcome, today).length > 0 && (
        <LinkButton tone="primary" href={href(`${base}/verify`)}>
          {say('outcomes.verify')}
        </LinkButton>
      )}
      {verifier && outcome.level !== 'credentialed' && (
        <LinkButton tone="secondary" href={href(`${base}/credential`)}>
          {say('outcomes.verify_credential')}
        </LinkButton>
      )}
      {allowed.askConfirmation && !reaches(outcome.level, 'confirmed') && (
        <LinkButton tone="secondary" href={href(`${base}/ask`)}>
          {say('outcomes.ask')}
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
      {allowed.correct && (
        <LinkButton tone="quiet" href={href(`${base}/link`)}>
          {say('outcomes.link')}
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

/** Of what lasts: nobody answers, it has ended, or nobody has reconfirmed it for long. */
export function LastingNotices({ visit, outcome }: { visit: Visit; outcome: Outcome }) {
  const { say, use, locale } = visit
  const left = levelOn(outcome, dateIn(use.now(), zone('UTC')))
  return (
    <>
      {outcome.lostOn && <Notice tone="warn">{say('outcomes.is_lost')}</Notice>}
      {outcome.endedOn && (
        <Notice>{say('outcomes.has_ended', { day: formatDate(outcome.endedOn, locale) })}</Notice>
      )}
      {left !== outcome.level && outcome.endedOn === null && (
        <Notice tone="warn">{say('outcomes.level_sunk', { level: say(`outcomes.level_${left}`) })}</Notice>
      )}
    </>
  )
}

/** What a reader has to know before the facts: half a verification, a dispute, what became of it since. */
export function RecordNotices({ visit, outcome }: { visit: Visit; outcome: Outcome }) {
  const { say, href, actor } = visit
  return (
    <>
      {outcome.pending && (
        <Notice>
          {say('outcomes.second_of_two', { level: say(`outcomes.level_${outcome.pending.level}`) })}
        </Notice>
      )}
      {outcome.disputed && (
        <Notice
          tone="warn"
          title={say('outcomes.is_disputed')}
          actions={
            may.decide(actor, outcome) && (
              <LinkButton href={href(`/console/outcomes/${outcome.id}/decide`)}>
                {say('outcomes.decide_title')}
              </LinkButton>
            )
          }
        />
      )}
      <LastingNotices visit={visit} outcome={outcome} />
    </>
  )
}

const Shown = ({ visit, base, each }: { visit: Visit; base: string; each: Evidence }) => {
  if (each.kind === 'registry')
    return (
      <>
        {each.name}: {each.registry} <span class="num">{each.registryNumber}</span>
      </>
    )
  const isGone = each.kind === 'link' ? each.link === '' : each.fileHash === ''
  if (isGone) return <>{visit.say('outcomes.evidence_gone')}</>
  const address = each.kind === 'link' ? each.link : visit.href(`${base}/evidence/${each.id}`)
  return (
    <>
      <a href={address} rel="noreferrer">
        {each.name}
      </a>{' '}
      {each.kind !== 'link' && <Hash value={each.fileHash} />}
    </>
  )
}

/** What this software found of a credential, and what its issuer's place on the list makes of it. */
function Findings({ visit, each, issuers }: { visit: Visit; each: Evidence; issuers: readonly Issuer[] }) {
  const { say, href, locale } = visit
  const checks = 'checks' in each ? (each.checks ?? []) : []
  if (checks.length === 0) return null
  const passed = checks.filter((check) => check.passed)
  const unlisted = checks.find(({ name, passed }) => name === 'listed' && !passed)
  const issuer = issuers.find(({ id }) => id === each.issuerId)
  const name = issuer && pick(issuer.name, locale)
  return (
    <>
      <p class="hint">
        {say('outcomes.checked', {
          what: passed.map((check) => say(`outcomes.passed_${check.name}`)).join(say('outcomes.list_joint')),
        })}
      </p>
      {issuer && name && (
        <p class="hint">
          {say('outcomes.signed_by')}{' '}
          <a href={href(`/console/outcomes/issuers/${issuer.id}`)} lang={name.lang}>
            {name.value}
          </a>{' '}
          {issuer.state === 'withdrawn' && <Badge tone="warn">{say('outcomes.issuer_withdrawn')}</Badge>}
        </p>
      )}
      {unlisted && (
        <Notice
          tone="warn"
          title={say('outcomes.issuer_unknown_title')}
          actions={
            <LinkButton href={href('/console/outcomes/issuers')}>{say('outcomes.issuers')}</LinkButton>
          }
        >
          {say('outcomes.issuer_unknown', { issuer: unlisted.detail })}
        </Notice>
      )}
    </>
  )
}

export function EvidenceSection({
  visit,
  base,
  evidence,
  issuers,
  mayAdd,
}: {
  visit: Visit
  base: string
  evidence: readonly Evidence[]
  issuers: readonly Issuer[]
  /** Whoever may not add any is not told to. */
  mayAdd: boolean
}) {
  const { say } = visit
  return (
    <Section title={say('outcomes.evidence')}>
      {evidence.length === 0 ? (
        <EmptyState title={say('outcomes.no_evidence')} icon="file">
          {mayAdd ? say('outcomes.no_evidence_text') : undefined}
        </EmptyState>
      ) : (
        <ul>
          {evidence.map((each) => (
            <li key={each.id}>
              <Shown visit={visit} base={base} each={each} />
              <Findings visit={visit} each={each} issuers={issuers} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

const saidTone = { confirmed: 'good', denied: 'bad' } as const

/** Whom of the other side was asked, and what they said. */
export function ConfirmationSection({
  visit,
  confirmations,
  clock,
}: {
  visit: Visit
  confirmations: readonly Confirmation[]
  clock: Zone
}) {
  const { say } = visit
  if (confirmations.length === 0) return null
  return (
    <Section title={say('outcomes.other_side')}>
      <ul>
        {confirmations.map(({ id, name, email, askedAt, answer }) => (
          <li key={id}>
            {name} ({email}){' '}
            {answer ? (
              <Badge tone={saidTone[answer.said]}>{say(`outcomes.entry_${answer.said}`)}</Badge>
            ) : (
              <Badge>{say('outcomes.not_answered')}</Badge>
            )}
            <p class="hint">
              <At visit={visit} at={answer?.at ?? askedAt} zone={clock} /> {answer?.note}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}
