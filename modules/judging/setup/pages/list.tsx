import { invalidField } from '#kernel/errors'
import { pick } from '#kernel/text'
import { zone } from '#kernel/time'
import { EditionTabs } from '#modules/programme'
import { StationId } from '#modules/stations'
import { bothIn, form, page, type Route, type Visit } from '#platform/http'
import {
  At,
  BilingualField,
  EmptyState,
  Form,
  LinkButton,
  PageHead,
  RadioGroup,
  Said,
  Select,
  Table,
} from '#ui'
import { may, mayLook, mayMakeRounds } from '../../access.ts'
import { roundKinds } from '../../model.ts'
import { desk, RoundBadge } from '../../parts.tsx'
import { listRounds, stationsToRun } from '../../queries.ts'
import { createRound } from '../commands.ts'

/** Where a round of the edition that is looked at is made; none asked for: of the current one. */
const newIn = ({ search }: Visit): string => {
  const slug = search.get('edition')
  return slug === null ? `${desk}/new` : `${desk}/new?edition=${encodeURIComponent(slug)}`
}

const listPage: Route = page({
  path: desk,
  who: mayLook,
  show: async (visit) => {
    const { say, href, locale, use } = visit
    const { edition, editions, rounds } = await use.ask(listRounds, { edition: visit.search.get('edition') })
    const add = edition && mayMakeRounds(visit.actor, undefined) && (
      <LinkButton tone="primary" icon="plus" href={href(newIn(visit))}>
        {say('judging.new_round')}
      </LinkButton>
    )
    return {
      title: say('judging.rounds'),
      shell: 'console',
      current: desk,
      body: (
        <>
          <PageHead
            title={say('judging.rounds')}
            kicker={edition && <Said text={edition.name} locale={locale} />}
            lead={say('judging.rounds_lead')}
            actions={add}
          />
          <EditionTabs visit={visit} editions={editions} current={edition} base={desk} />
          <Table
            caption={say('judging.rounds')}
            hideCaption
            rows={rounds}
            rowKey={({ id }) => id}
            href={({ id }) => href(`${desk}/${id}`)}
            empty={
              <EmptyState title={say('judging.no_rounds')} action={add}>
                {say('judging.no_rounds_text')}
              </EmptyState>
            }
            columns={[
              {
                key: 'title',
                label: say('judging.round'),
                main: true,
                cell: ({ title }) => <Said text={title} locale={locale} />,
              },
              { key: 'kind', label: say('judging.kind'), cell: ({ kind }) => say(`judging.kind_${kind}`) },
              {
                key: 'state',
                label: say('kernel.status'),
                cell: ({ state }) => <RoundBadge visit={visit} state={state} />,
              },
              {
                key: 'due',
                label: say('judging.due_at'),
                cell: ({ dueAt, zone: place }) =>
                  dueAt && <At visit={visit} at={dueAt} zone={place} style="short" />,
              },
            ]}
          />
        </>
      ),
    }
  },
})

const newPage: Route = form({
  path: `${desk}/new`,
  who: mayMakeRounds,
  load: async ({ use, actor, search }) => {
    const { edition } = await use.ask(listRounds, { edition: search.get('edition') })
    const stations = await use.ask(stationsToRun, {})
    return { edition, stations: stations.filter(({ id }) => may.run(actor, { stationId: id })) }
  },
  view: (visit, { stations }, state) => {
    const { say, href, locale, actor } = visit
    const isHost = may.run(actor, { stationId: null })
    const kinds = roundKinds.filter((kind) => isHost || kind === 'regional_final')
    return {
      title: say('judging.new_round'),
      shell: 'console',
      current: desk,
      body: (
        <>
          <PageHead
            title={say('judging.new_round')}
            lead={say('judging.new_round_lead')}
            crumbs={{
              label: say('kernel.you_are_here'),
              trail: [
                { label: say('judging.rounds'), href: href(desk) },
                { label: say('judging.new_round') },
              ],
            }}
          />
          <Form action={href(newIn(visit))} of={state} send={say('judging.make_round')}>
            <BilingualField
              of={state}
              name="title"
              label={say('judging.round_title')}
              required
              maxlength={120}
            />
            <RadioGroup
              of={state}
              name="kind"
              label={say('judging.kind')}
              value={isHost ? 'screening' : 'regional_final'}
              options={kinds.map((value) => ({
                value,
                label: say(`judging.kind_${value}`),
                hint: say(`judging.kind_${value}_hint`),
              }))}
            />
            <Select
              of={state}
              name="stationId"
              label={say('judging.station')}
              hint={say('judging.station_hint')}
              value={isHost ? '' : stations[0]?.id}
              {...(isHost && { empty: say('judging.host') })}
              options={stations.map(({ id, name }) => ({ value: id, label: pick(name, locale).value }))}
            />
          </Form>
        </>
      ),
    }
  },
  submit: async (visit, values, { edition, stations }) => {
    if (!edition) throw invalidField('title', 'judging.no_edition')
    const kind = roundKinds.find((each) => each === values.text('kind')) ?? 'screening'
    const stationId = StationId.safeParse(values.text('stationId')).data ?? null
    const place = stations.find(({ id }) => id === stationId)?.zone ?? edition.zone
    const { round } = await visit.use.run(createRound, {
      editionId: edition.id,
      stationId,
      kind,
      title: bothIn(values, 'title'),
      zone: zone(place),
    })
    return { to: `${desk}/${round.id}`, told: 'judging.told_made' }
  },
})

export const listRoutes: readonly Route[] = [listPage, newPage]
