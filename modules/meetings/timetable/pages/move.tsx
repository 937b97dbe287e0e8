import { notFound } from '#kernel/errors'
import { action, form, type Route, type Visit } from '#platform/http'
import {
  Button,
  DefinitionList,
  ErrorSummary,
  Form,
  FormActions,
  LinkButton,
  Notice,
  PageHead,
  Section,
  Select,
} from '#ui'
import { PartyId, SlotId, TableId } from '../../model.ts'
import { PhaseBanner } from '../../phases/banner.tsx'
import { type Pair, pairKey } from '../../ready/problem.ts'
import { planOf } from '../../runs/rules/task.ts'
import { pinMeeting, placeMeeting } from '../commands/draft.ts'
import { type Draft, readDraft } from '../queries.ts'
import { openPlaces } from '../rules/board.ts'
import { isPlannable } from '../rules/phase.ts'
import {
  atDesk,
  boardSearch,
  deskPath,
  eventIn,
  partyLabel,
  pathOf,
  slotLabel,
  tableLabel,
} from './parts.tsx'
import { Reasons, reasonsOf } from './unplaced.tsx'

const path = `${deskPath}/timetable/:a/:b`

function pairIn(visit: Visit) {
  const [a, b] = [PartyId.safeParse(visit.params.a), PartyId.safeParse(visit.params.b)]
  if (!a.success || !b.success) throw notFound()
  return { a: a.data, b: b.data }
}

/** `slot table`, or null to take the meeting out; anything else is no place. */
function placeIn(text: string): { slotId: SlotId; tableId: TableId } | null {
  if (text === 'out') return null
  const [slot, table] = text.split(' ')
  const [slotId, tableId] = [SlotId.safeParse(slot), TableId.safeParse(table)]
  if (!slotId.success || !tableId.success) throw notFound()
  return { slotId: slotId.data, tableId: tableId.data }
}

async function load(visit: Visit) {
  const draft = await visit.use.ask(readDraft, { eventId: eventIn(visit) })
  const { a, b } = pairIn(visit)
  const wish = draft.asked?.pairAt.get(pairKey(a, b))
  const pair = wish === undefined ? undefined : draft.asked?.pairs[wish]
  const placement = draft.placements.find((each) => pairKey(each.a, each.b) === pairKey(a, b))
  if ((!pair || wish === undefined) && !placement) throw notFound()
  return { draft, pair: pair ?? { a, b }, wish, placement }
}
type Data = Awaited<ReturnType<typeof load>>

/** Every place that breaks no rule, by slot. */
function placesOf(visit: Visit, draft: Draft, wish: number | undefined) {
  const { asked, stage, placements, event } = draft
  if (!asked || wish === undefined) return []
  const { slotOf, tableOf, pinned } = planOf(asked, placements)
  const open = openPlaces({ problem: asked.problem, plan: { slotOf, tableOf }, pinned }, wish)
  return stage.slots.flatMap((slot) => {
    const options = open.flatMap(([at, index]) => {
      const table = stage.tables.find(({ id }) => id === asked.tables[index])
      return asked.slots[at] === slot.id && table
        ? [
            {
              value: `${slot.id} ${table.id}`,
              label: visit.say('timetable.place', {
                slot: slotLabel(visit, stage.slots, slot, event.zone),
                table: tableLabel(visit, table),
              }),
            },
          ]
        : []
    })
    return options.length > 0 ? [{ label: slotLabel(visit, stage.slots, slot, event.zone), options }] : []
  })
}

/** What each of the two wished, and wrote with it. */
function Wished({ visit, draft, pair }: { visit: Visit; draft: Draft; pair: Pair }) {
  const wished = draft.wishes.filter(({ from, to }) => pairKey(from, to) === pairKey(pair.a, pair.b))
  return wished.length === 0 ? null : (
    <DefinitionList
      items={[
        {
          term: visit.say('timetable.why_they_meet'),
          value: wished.map(({ from, kind, note }) => (
            <p key={from}>
              {visit.say(`timetable.wished_${kind}`, {
                who: partyLabel(visit, draft.stage, draft.names, from),
              })}
              {note !== '' && <br />}
              {note !== '' && visit.say('timetable.wished_note', { note })}
            </p>
          )),
        },
      ]}
    />
  )
}

const movePage: Route = form<Data>({
  path,
  who: atDesk,
  load,
  view: (visit, { draft, pair, wish, placement }, state) => {
    const { say, href } = visit
    const { event, stage, names, last } = draft
    const label = (id: PartyId) => partyLabel(visit, stage, names, id)
    const title = say('timetable.two', { one: label(pair.a), other: label(pair.b) })
    const slot = stage.slots.find(({ id }) => id === placement?.slotId)
    const table = stage.tables.find(({ id }) => id === placement?.tableId)
    const left = last?.answer?.unplaced.find((each) => pairKey(each.a, each.b) === pairKey(pair.a, pair.b))
    const places = placesOf(visit, draft, wish)
    return {
      title,
      shell: 'console',
      current: '/console/events',
      body: (
        <>
          <PageHead
            title={title}
            kicker={say('timetable.section_timetable')}
            crumbs={{
              label: say('kernel.you_are_here'),
              trail: [
                { label: say('timetable.section_timetable'), href: href(pathOf(event, 'timetable')) },
                { label: title },
              ],
            }}
          />
          <PhaseBanner visit={visit} brokerage={draft.brokerage} zone={event.zone} side="desk" />
          <ErrorSummary title={state.refusal} problems={state.problems} />
          <DefinitionList
            items={[
              {
                term: say('timetable.now_at'),
                value:
                  slot && table
                    ? say('timetable.place', {
                        slot: slotLabel(visit, stage.slots, slot, event.zone),
                        table: tableLabel(visit, table),
                      })
                    : say('timetable.nowhere'),
              },
              {
                term: say('timetable.why'),
                value:
                  !placement && left && last?.answer ? (
                    <Reasons list={reasonsOf(visit, draft, last.answer, left.reasons)} />
                  ) : (
                    ''
                  ),
              },
            ]}
          />
          <Wished visit={visit} draft={draft} pair={pair} />
          {draft.running && <Notice tone="warn">{say('timetable.run_going')}</Notice>}
          {draft.may.manage && !draft.running && isPlannable(draft.brokerage, visit.use.now()) && (
            <Section title={say('timetable.move')}>
              {placement?.pinned && <Notice>{say('timetable.pinned_there')}</Notice>}
              {!placement?.pinned && places.length === 0 && (
                <Notice tone="warn">{say('timetable.no_place')}</Notice>
              )}
              {!placement?.pinned && places.length > 0 && (
                <Form>
                  <Select
                    name="place"
                    label={say('timetable.to_place')}
                    hint={say('timetable.to_place_hint')}
                    of={state}
                    value={placement ? `${placement.slotId} ${placement.tableId}` : ''}
                    options={[]}
                    groups={places}
                  />
                  <FormActions>
                    <Button tone="primary">{say('timetable.move')}</Button>
                    <LinkButton tone="quiet" href={href(pathOf(event, 'timetable'))}>
                      {say('kernel.cancel')}
                    </LinkButton>
                  </FormActions>
                </Form>
              )}
              {placement && (
                <FormActions>
                  <Form
                    inline
                    action={href(`${pathOf(event, 'timetable')}/${pair.a}/${pair.b}/pin`)}
                    hidden={{ pinned: placement.pinned ? '' : 'yes' }}
                  >
                    <Button>{say(placement.pinned ? 'timetable.unpin' : 'timetable.pin')}</Button>
                  </Form>
                  {!placement.pinned && (
                    <Form inline hidden={{ place: 'out' }}>
                      <Button tone="danger">{say('timetable.take_out')}</Button>
                    </Form>
                  )}
                </FormActions>
              )}
            </Section>
          )}
        </>
      ),
    }
  },
  submit: async (visit, values, { draft, pair, placement }) => {
    await visit.use.run(placeMeeting, {
      brokerageId: draft.brokerage.id,
      ...pair,
      to: placeIn(values.text('place')),
    })
    const was = placement ? `.${placement.slotId}.${placement.tableId}` : ''
    const search = boardSearch(new URLSearchParams(values.text('at')))
    search.set('undo', `${pair.a}.${pair.b}${was}`)
    return {
      to: `${pathOf(draft.event, 'timetable')}?${search}`,
      told: 'timetable.told_moved',
    }
  },
})

const pinAction: Route = action({
  path: `${path}/pin`,
  who: atDesk,
  submit: async (visit, values) => {
    const { draft, pair } = await load(visit)
    await visit.use.run(pinMeeting, {
      brokerageId: draft.brokerage.id,
      ...pair,
      pinned: values.text('pinned') === 'yes',
    })
    const board = pathOf(draft.event, 'timetable')
    // From the board back to the board, as it was looked at.
    const search = boardSearch(new URLSearchParams(values.text('at')))
    const to = values.flag('board') ? `${board}?${search}` : `${board}/${pair.a}/${pair.b}`
    return { to, told: 'timetable.told_pinned' }
  },
})

export const moveRoutes: readonly Route[] = [movePage, pinAction]
