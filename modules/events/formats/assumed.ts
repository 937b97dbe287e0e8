import type { Schedule } from './model.ts'
import type { Mend } from './problems.ts'

/**
 * What was mended, with the zone that the file does not name: its offsets make moments of its times, and not the place
 * whose clocks they are shown by.
 */
export function withZone(
  mended: readonly Mend[],
  { conference }: Schedule,
  shownIn: string,
): readonly Mend[] {
  const was = conference.timeZoneName ?? null
  if (was === shownIn || mended.some(({ field }) => field === 'timeZoneName')) return mended
  return [{ where: 'conference', code: 'zone_assumed', field: 'timeZoneName', was, now: shownIn }, ...mended]
}
