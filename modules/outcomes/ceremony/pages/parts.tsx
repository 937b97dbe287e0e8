import { notFound } from '#kernel/errors'
import type { Visit } from '#platform/http'
import { Badge } from '#ui'
import { CeremonyId, type Side } from '../model.ts'

export const deskPath = '/console/ceremonies'

export function ceremonyIn(visit: Visit): CeremonyId {
  const id = CeremonyId.safeParse(visit.params.ceremony)
  if (!id.success) throw notFound()
  return id.data
}

/** How far one side is, in a word. */
export const SideState = ({ visit, side }: { visit: Visit; side: Side }) => {
  const { say } = visit
  if (side.signed === null) return <Badge>{say('ceremony.side_waits')}</Badge>
  return (
    <>
      <Badge tone="good">
        {say(side.signed.documentHash === null ? 'ceremony.side_signed' : 'ceremony.side_signed_document')}
      </Badge>{' '}
      {!side.signed.publish && <Badge tone="faint">{say('ceremony.side_not_public')}</Badge>}
    </>
  )
}
