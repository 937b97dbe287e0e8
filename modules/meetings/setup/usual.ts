import { newId } from '#kernel/ids'
import type { Brokerage, Group, Pairing } from '../model.ts'
import { pairingOf } from './rules.ts'

/** Who usually meets at a summit; names are content, so they stand in both languages. The desk changes what it likes. */
const usual = [
  {
    key: 'scholars',
    name: { en: 'Scholars and researchers', zh: '海外学子与科研人员' },
    most: 8,
    wishes: 20,
    musts: 3,
  },
  { key: 'founders', name: { en: 'Founders', zh: '创业者' }, most: 10, wishes: 25, musts: 3 },
  {
    key: 'employers',
    name: { en: 'Enterprises and institutions', zh: '企业与用人单位' },
    most: 12,
    wishes: 40,
    musts: 5,
  },
  { key: 'investors', name: { en: 'Investors', zh: '投资机构' }, most: 12, wishes: 40, musts: 5 },
] as const
const pairs = [
  ['scholars', 'employers'],
  ['founders', 'employers'],
  ['founders', 'investors'],
] as const

/** The usual groups of a summit and who of them meets whom. */
export function usualGroups({ id }: Pick<Brokerage, 'id'>): { groups: Group[]; pairings: Pairing[] } {
  const byKey = new Map(
    usual.map(({ key, name, most, wishes, musts }, index) => [
      key as string,
      {
        id: newId<'meeting_group'>(),
        brokerageId: id,
        name,
        mostMeetings: most,
        mostWishes: wishes,
        mostMusts: musts,
        weight: 1,
        position: index + 1,
      } satisfies Group,
    ]),
  )
  const groups = [...byKey.values()]
  const pairings = pairs.flatMap(([one, other]) => {
    const [a, b] = [byKey.get(one), byKey.get(other)]
    return a && b ? [pairingOf(a.id, b.id)] : []
  })
  return { groups, pairings }
}
