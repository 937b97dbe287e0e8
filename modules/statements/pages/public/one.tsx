import type { Words } from '#kernel/i18n'
import { formatInstant, zoneLabel } from '#kernel/time'
import { page, type Route } from '#platform/http'
import { DefinitionList, Details, Hash, LinkButton, Notice, PageHead, Section } from '#ui'
import { publicStatements } from '../../access.ts'
import { outlineOf } from '../../dcat.ts'
import { readGrants } from '../../queries/index.ts'
import { isWhole, smallCell } from '../../rules/index.ts'
import { AllFigures, Claims } from '../figures.tsx'
import { statementAt } from '../visit.ts'
import { Changes } from './changes.tsx'

/** What is typed into a terminal is the same in every language. */
const hashCommand = (file: string) => `(printf 'haigui statement 1\\n'; curl -s ${file}) | sha256sum`

export const onePage = (words: Words): Route =>
  page({
    path: '/statements/:statement',
    who: publicStatements,
    fresh: 2,
    show: async (visit) => {
      const { say, href, locale } = visit
      const { statement, frozen, edition, programme, claims, place, title } = await statementAt(visit)
      const { grants, withheld } = await visit.use.ask(readGrants, { statementId: statement.id })
      const path = `/statements/${statement.id}`
      return {
        title,
        description: say('statements.one_lead'),
        shell: 'public',
        noIndex: statement.state === 'draft',
        ...(statement.state === 'released' && {
          jsonLd: outlineOf({ statement, frozen, edition, programme, origin: visit.origin, locale, words }),
        }),
        body: (
          <>
            <PageHead
              title={title}
              lead={say('statements.one_lead')}
              meta={`${formatInstant(statement.cutAt, place, locale, 'full')} ${zoneLabel(place, statement.cutAt, locale)}`}
              crumbs={{
                label: say('kernel.you_are_here'),
                trail: [{ label: say('statements.title'), href: href('/statements') }, { label: title }],
              }}
              actions={
                <>
                  <LinkButton tone="secondary" href={href(`${path}/statement.pdf`)}>
                    PDF
                  </LinkButton>
                  <LinkButton tone="secondary" href={href(`${path}/data.csv`)}>
                    CSV
                  </LinkButton>
                  <LinkButton tone="secondary" href={href(`${path}/data.json`)}>
                    JSON
                  </LinkButton>
                  <LinkButton tone="secondary" href={href(`${path}/dcat.jsonld`)}>
                    JSON-LD
                  </LinkButton>
                </>
              }
            />
            {statement.state === 'draft' && <Notice tone="warn">{say('statements.is_draft')}</Notice>}
            <AllFigures visit={visit} statement={statement} figures={frozen.figures} />
            {frozen.since && <Changes visit={visit} since={frozen.since} figures={frozen.figures} />}
            <Section title={say('statements.proof')} lead={say('statements.proof_lead')}>
              <DefinitionList
                items={[
                  { term: say('statements.hash'), value: <Hash value={statement.hash} /> },
                  {
                    term: say('statements.ledger_end', { seq: frozen.ledger.seq }),
                    value: <Hash value={frozen.ledger.hash} />,
                  },
                ]}
              />
              {statement.state === 'released' && isWhole(frozen) && (
                <Details summary={say('statements.hash_check')}>
                  <p>{say('statements.hash_check_text')}</p>
                  <pre>{hashCommand(`${visit.origin}${href(`${path}/data.json`)}`)}</pre>
                </Details>
              )}
              {frozen.checkpoint !== null && (
                <Details summary={say('statements.checkpoint', { size: frozen.ledger.seq })}>
                  <p>{say('statements.checkpoint_text')}</p>
                  <pre>{frozen.checkpoint}</pre>
                  <p>
                    <a href={href('/ledger')}>{say('statements.checkpoint_keys')}</a>
                  </p>
                </Details>
              )}
            </Section>
            <Section
              title={say('statements.incentives')}
              lead={say('statements.incentives_lead')}
              actions={
                grants.length > 0 && (
                  <LinkButton href={href(`${path}/grants.json`)}>
                    {say('statements.incentives_file')}
                  </LinkButton>
                )
              }
            >
              <p>
                {say(grants.length === 0 ? 'statements.incentives_none' : 'statements.incentives_count', {
                  count: grants.length,
                })}
              </p>
              {withheld >= smallCell && <p>{say('statements.incentives_withheld', { count: withheld })}</p>}
            </Section>
            {claims.length > 0 && (
              <Section title={say('statements.claims')} lead={say('statements.claims_lead')}>
                <Claims visit={visit} claims={claims} />
              </Section>
            )}
          </>
        ),
      }
    },
  })
