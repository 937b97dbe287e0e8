import { z } from 'zod'
import { query } from '#kernel/command'
import { isOwn } from '../access.ts'
import { GroupId, PartyId } from '../model.ts'
import { Address, ownOf } from '../parties/queries.ts'
import { missingIn } from '../parties/rules.ts'
import { fellowsOf, namesOf } from '../parties/store.ts'
import { mayBrowse } from '../phases/rules.ts'
import { groupsMet } from '../setup/rules.ts'
import { matching, recommend } from './rules/recommend.ts'
import { quotaOf, sorted, views } from './rules/wishing.ts'
import * as store from './store.ts'

const perPage = 20

/** The others of the groups one meets, as one looks through them: best first, or by what one has said of them. */
export const browse = query({
  name: 'meetings.browse',
  input: z.object({
    ...Address.shape,
    view: z.enum(views),
    q: z.string().max(200),
    groupId: GroupId.nullable(),
    page: z.number().int().min(1).max(10_000),
    /** Of whom something was said last: it is told back, with the way to take it back. */
    said: PartyId.nullable().default(null),
  }),
  load: async (tx, input, { actor, at }) => {
    const own = await ownOf(tx, input, actor)
    const { party, brokerage } = own
    const missing = missingIn(party)
    const open = missing.length === 0 && mayBrowse(brokerage, at)
    const met = groupsMet(own.pairings, party.groupId)
    const wishes = await store.wishesFrom(tx, party.id)
    const fellows = open ? await fellowsOf(tx, party, met) : []
    const names = open ? await namesOf(tx, brokerage.id) : new Map()
    const lists = sorted(fellows, wishes)
    const chosen = lists[input.view].filter(
      (each) => input.groupId === null || each.party.groupId === input.groupId,
    )
    const found = matching(
      recommend(
        party,
        chosen.map((each) => each.party),
      ),
      input.q,
      (each) => names.get(each.id),
    )
    const wishTo = new Map(wishes.map((wish) => [wish.to, wish]))
    const last = wishes.find(({ to }) => to === input.said)
    const pages = Math.max(1, Math.ceil(found.length / perPage))
    const page = Math.min(input.page, pages)
    return {
      ...own,
      missing,
      open,
      met: own.groups.filter(({ id }) => met.includes(id)),
      quota: quotaOf(own.group, wishes),
      counts: { open: lists.open.length, wished: lists.wished.length, no: lists.no.length },
      total: found.length,
      page,
      pages,
      last: last && open ? { to: last.to, kind: last.kind, name: names.get(last.to) } : null,
      shown: found.slice((page - 1) * perPage, page * perPage).map((each) => ({
        party: each.party,
        reasons: each.why(),
        name: names.get(each.party.id),
        kind: wishTo.get(each.party.id)?.kind ?? null,
        note: wishTo.get(each.party.id)?.note ?? '',
      })),
    }
  },
  allow: (actor, { party }) => isOwn(actor, party),
})
