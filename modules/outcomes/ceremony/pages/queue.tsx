import { notFound } from '#kernel/errors'
import { pick } from '#kernel/text'
import { action, page, type Route, type Visit } from '#platform/http'
import type { Keys } from '#platform/keys'
import { Badge, Button, EmptyState, LinkButton, PageHead, Table } from '#ui'
import { termsInWords } from '../../pages/words.tsx'
import { mayHold, mayWatch } from '../access.ts'
import { signingToken } from '../codes.ts'
import { closeCeremony, moveContractUp, takeOffContract } from '../commands.ts'
import { type Contract, type Side, SigningId } from '../model.ts'
import { readCeremony } from '../queries.ts'
import { ceremonyIn, deskPath, SideState } from './parts.tsx'
import { queueForm } from './queue-form.tsx'

const Press = ({ visit, to, word, about }: { visit: Visit; to: string; word: string; about: string }) => (
  <form method="post" action={visit.href(to)}>
    <Button tone="quiet">
      {visit.say(`ceremony.${word}`)}
      <span class="vh"> {about}</span>
    </Button>
  </form>
)

const SideCell = ({ visit, keys, side, signing }: { visit: Visit; keys: Keys; side: Side } & Contract) => (
  <div>
    {side.organisation}
    <br />
    <span class="hint">
      {side.name} ({side.email})
    </span>
    <br />
    <SideState visit={visit} side={side} />
    {signing.state === 'queued' &&
      side.signed === null &&
      visit.use.now() < signing.until &&
      mayHold(visit.actor, undefined) && (
        <>
          {' '}
          <a href={visit.href(`/outcomes/sign/${signingToken(keys, side, signing)}`)}>
            {visit.say('ceremony.sign_here')}
            <span class="vh"> {side.organisation}</span>
          </a>
        </>
      )}
    {signing.state === 'queued' && side.signed === null && visit.use.now() >= signing.until && (
      <p class="hint">{visit.say('ceremony.link_over')}</p>
    )}
  </div>
)

const onePage = (keys: Keys): Route =>
  page({
    path: `${deskPath}/:ceremony`,
    who: mayWatch,
    show: async (visit) => {
      const { say, href, locale } = visit
      const { ceremony, contracts } = await visit.use.ask(readCeremony, { ceremonyId: ceremonyIn(visit) })
      const base = `${deskPath}/${ceremony.id}`
      const title = pick(ceremony.title, locale)
      const holds = mayHold(visit.actor, undefined)
      const add = holds && ceremony.state === 'open' && (
        <LinkButton tone="primary" icon="plus" href={href(`${base}/queue`)}>
          {say('ceremony.queue')}
        </LinkButton>
      )
      return {
        title: title.value,
        shell: 'console',
        current: deskPath,
        body: (
          <>
            <PageHead
              title={title.value}
              lead={say('ceremony.one_lead')}
              badge={
                <Badge tone={ceremony.state === 'open' ? 'info' : 'faint'}>
                  {say(`ceremony.state_${ceremony.state}`)}
                </Badge>
              }
              crumbs={{
                label: say('kernel.you_are_here'),
                trail: [{ label: say('ceremony.list_title'), href: href(deskPath) }, { label: title.value }],
              }}
              actions={
                <>
                  {add}
                  <LinkButton href={href(`/ceremonies/${ceremony.id}/wall`)}>
                    {say('ceremony.wall')}
                  </LinkButton>
                  <LinkButton href={href(`/ceremonies/${ceremony.id}`)}>{say('ceremony.press')}</LinkButton>
                  {holds && ceremony.state === 'open' && (
                    <Press visit={visit} to={`${base}/close`} word="close" about={title.value} />
                  )}
                </>
              }
            />
            <Table
              caption={say('ceremony.contracts')}
              hideCaption
              rows={contracts}
              rowKey={({ signing }) => signing.id}
              empty={
                <EmptyState title={say('ceremony.empty_title')} action={add}>
                  {say('ceremony.empty_text')}
                </EmptyState>
              }
              columns={[
                {
                  key: 'place',
                  label: say('ceremony.place'),
                  number: true,
                  cell: (row) => contracts.indexOf(row) + 1,
                },
                {
                  key: 'title',
                  label: say('ceremony.contract'),
                  main: true,
                  cell: ({ outcome }) => (
                    <>
                      <a href={href(`/console/outcomes/${outcome.id}`)}>{outcome.title}</a>
                      <br />
                      <span class="hint">{termsInWords(visit, outcome)}</span>
                    </>
                  ),
                },
                ...([0, 1] as const).map((index) => ({
                  key: `side${index}`,
                  label: say(index === 0 ? 'ceremony.first' : 'ceremony.second'),
                  cell: (contract: Contract) => (
                    <SideCell visit={visit} keys={keys} side={contract.signing.sides[index]} {...contract} />
                  ),
                })),
                {
                  key: 'state',
                  label: say('ceremony.state'),
                  cell: ({ signing }) => (
                    <Badge tone={signing.state === 'signed' ? 'good' : 'info'}>
                      {say(`ceremony.signing_${signing.state}`)}
                    </Badge>
                  ),
                },
                ...(holds
                  ? [
                      {
                        key: 'acts',
                        label: say('ceremony.acts'),
                        hideLabel: true,
                        cell: ({ signing, outcome }: Contract) =>
                          signing.state === 'queued' && (
                            <div class="acts">
                              <Press
                                visit={visit}
                                to={`${base}/${signing.id}/up`}
                                word="up"
                                about={outcome.title}
                              />
                              <Press
                                visit={visit}
                                to={`${base}/${signing.id}/off`}
                                word="take_off"
                                about={outcome.title}
                              />
                            </div>
                          ),
                      },
                    ]
                  : []),
              ]}
            />
          </>
        ),
      }
    },
  })

/** A button of the queue; all lead back to it. */
const press = (
  verb: 'up' | 'off',
  run: (use: Visit['use'], signingId: SigningId) => Promise<unknown>,
): Route =>
  action({
    path: `${deskPath}/:ceremony/:signing/${verb}`,
    who: mayHold,
    submit: async (visit) => {
      const id = SigningId.safeParse(visit.params.signing)
      if (!id.success) throw notFound()
      await run(visit.use, id.data)
      return { to: `${deskPath}/${ceremonyIn(visit)}`, told: `ceremony.told_${verb}` }
    },
  })

const closeAction: Route = action({
  path: `${deskPath}/:ceremony/close`,
  who: mayHold,
  submit: async (visit) => {
    await visit.use.run(closeCeremony, { ceremonyId: ceremonyIn(visit) })
    return { to: `${deskPath}/${ceremonyIn(visit)}`, told: 'ceremony.told_closed' }
  },
})

export const queueRoutes = (keys: Keys): readonly Route[] => [
  onePage(keys),
  queueForm,
  press('up', (use, signingId) => use.run(moveContractUp, { signingId })),
  press('off', (use, signingId) => use.run(takeOffContract, { signingId })),
  closeAction,
]
