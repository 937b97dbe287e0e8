import type { VNode } from 'preact'
import { displayName, type PersonName } from '#kernel/names'
import type { Zone } from '#kernel/time'
import type { Visit } from '#platform/http'
import { At, Timeline } from '#ui'
import { turns } from '../followup/rules.ts'
import type { Entry, EntryKind, Level } from '../model.ts'

const tones: Partial<Record<EntryKind, 'good' | 'faint' | 'warn'>> = {
  verified: 'good',
  withdrawn: 'faint',
  lowered: 'warn',
}

export type Body = { kind: EntryKind; level: Level; by: string | null }
export const bodyOf = (entry: Entry): Body => JSON.parse(entry.body)

/** The part of an entry that stands apart, so that it can be erased. */
type Apart = { reason: string; evidence: string | null; name: string | null }

/** Every entry of a record with who it is from and why; `proof` adds what only those who check need. */
export function History({
  visit,
  entries,
  personal,
  names,
  clock,
  proof,
}: {
  visit: Visit
  entries: readonly Entry[]
  personal: ReadonlyMap<Entry['id'], { data: string }>
  names: ReadonlyMap<string, PersonName>
  clock: Zone
  proof?: (entry: Entry) => VNode
}) {
  const { say, locale } = visit
  return (
    <Timeline
      moments={entries.map((entry) => {
        const { kind, level, by } = bodyOf(entry)
        const kept = personal.get(entry.id)
        const apart = kept ? (JSON.parse(kept.data) as Apart) : null // our own text
        const name = by === null ? undefined : names.get(by)
        // A follow-up keeps whose turn it was: the link in a letter asks for no name.
        const turn = turns.find((each) => by === null && each === apart?.name)
        const from = name
          ? displayName(name, locale, { both: true })
          : turn
            ? say(`outcomes.by_${turn}`)
            : apart?.name
        return {
          when: <At visit={visit} at={entry.at} zone={clock} />,
          title: say(`outcomes.entry_${kind}`, { level: say(`outcomes.level_${level}`) }),
          tone: tones[kind] ?? 'plain',
          children: (
            <>
              {from && <p class="hint">{say('outcomes.entry_by', { name: from })}</p>}
              {kind === 'evidenced' && apart?.evidence && <p>{apart.evidence}</p>}
              {apart === null ? <p>{say('outcomes.erased')}</p> : apart.reason && <p>{apart.reason}</p>}
              {proof?.(entry)}
            </>
          ),
        }
      })}
    />
  )
}
