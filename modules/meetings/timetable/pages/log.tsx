import { pick } from '#kernel/text'
import type { Zone } from '#kernel/time'
import type { Visit } from '#platform/http'
import { At, Section, Timeline } from '#ui'
import type { Release } from '../model.ts'

/** The public log of a timetable, newest first: what each release changed, and what was written with it. */
export function ReleaseLog({
  visit,
  releases,
  zone,
}: {
  visit: Visit
  releases: readonly Release[]
  zone: Zone
}) {
  const { say, locale } = visit
  if (releases.length === 0) return null
  return (
    <Section title={say('timetable.log')}>
      <Timeline
        moments={releases.map(({ number, at, added, moved, dropped, note }) => ({
          when: <At visit={visit} at={at} zone={zone} />,
          title: say('timetable.log_line', { number, added, moved, dropped }),
          children: pick(note, locale).value && <p>{pick(note, locale).value}</p>,
        }))}
      />
    </Section>
  )
}
