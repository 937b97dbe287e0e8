import type { Predicate } from '#kernel/access'
import { everyone } from '#kernel/access'
import { notFound, Refusal, signInFirst } from '#kernel/errors'
import { isId } from '#kernel/ids'
import { EventId } from '#modules/events'
import type { Sheet, Visit } from '#platform/http'
import type { Keys } from '#platform/keys'
import { MeetingId, PartyId } from '../model.ts'
import { atDesk, deskPath, eventIn, pathOf } from '../timetable/pages/parts.tsx'
import { readPartyToken } from './link.ts'
import { findOwnParty } from './queries.ts'

/** For which party a page is, and where it stands: the same pages serve a party and the desk that acts for it. */
export type Door = {
  /** The path of the routes, with its parameters. */
  path: string
  who: Predicate<unknown>
  shell: Sheet['shell']
  /** Where these pages are for this visit. */
  base(visit: Visit): string
  partyOf(visit: Visit): Promise<{ partyId: PartyId; byLink: boolean }>
}

const linkBroken = () => new Refusal('gone', 'own.link_broken')

/** By the event, for whoever is signed in, or by the signed link of a party. */
export const ownDoor = (keys: Keys): Door => ({
  path: '/timetables/:key',
  who: everyone(
    'the signed link of a party is the key to it; by the event’s id only whoever is signed in gets in',
  ),
  shell: 'public',
  base: ({ params }) => `/timetables/${params.key}`,
  partyOf: async (visit) => {
    const key = visit.params.key ?? ''
    if (isId(key)) {
      if (visit.actor.kind !== 'person') throw signInFirst()
      const { partyId } = await visit.use.ask(findOwnParty, { eventId: EventId.parse(key) })
      return { partyId, byLink: false }
    }
    const partyId = readPartyToken(keys, key, visit.use.now())
    if (partyId === null) throw linkBroken()
    return { partyId, byLink: true }
  },
})

/** The desk for a party, with a reason. */
export const counterDoor: Door = {
  path: `${deskPath}/market/:party`,
  who: atDesk,
  shell: 'console',
  base: (visit) => `${pathOf({ id: eventIn(visit) }, 'market')}/${visit.params.party}`,
  partyOf: async (visit) => {
    const id = PartyId.safeParse(visit.params.party)
    if (!id.success) throw notFound()
    return { partyId: id.data, byLink: false }
  },
}

export function meetingIn(visit: Visit): MeetingId {
  const id = MeetingId.safeParse(visit.params.meeting)
  if (!id.success) throw notFound()
  return id.data
}
