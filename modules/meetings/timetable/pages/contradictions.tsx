import type { Visit } from '#platform/http'
import { Notice } from '#ui'
import type { PartyId } from '../../model.ts'
import type { Contradiction } from '../../runs/rules/pins.ts'
import { partyLabel, pathOf } from './parts.tsx'

/** Placements that cannot stand, each with the way to where it is mended; `what` names the sentences. */
export function Contradictions({
  visit,
  what,
  found,
  data,
}: {
  visit: Visit
  what: 'pin' | 'unfit'
  found: readonly Contradiction[]
  data: Parameters<typeof partyLabel>[1] & {
    event: Parameters<typeof pathOf>[0]
    names: Parameters<typeof partyLabel>[2]
  }
}) {
  const { say, href } = visit
  const label = (id: PartyId) => partyLabel(visit, data, data.names, id)
  if (found.length === 0) return null
  return (
    <Notice tone="warn" title={say(what === 'pin' ? 'timetable.pins_contradict' : 'timetable.draft_unfit')}>
      {what === 'unfit' && <p>{say('timetable.draft_unfit_text')}</p>}
      <ul>
        {found.slice(0, 50).map(({ a, b, about, who }) => (
          <li key={`${a} ${b} ${about} ${who}`}>
            <a href={href(`${pathOf(data.event, 'timetable')}/${a}/${b}`)}>
              {say(`timetable.${what}_${about}`, {
                one: label(a),
                other: label(b),
                who: who === null ? '' : label(who),
              })}
            </a>
          </li>
        ))}
      </ul>
    </Notice>
  )
}
