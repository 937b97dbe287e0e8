import { readdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { type Instant, instant, msBetween } from '#kernel/time'

/** Everything that lies in a folder has lain there since a moment: files know only the machine's own clock. */
export function ageFiles(folder: string, since: Instant): void {
  const seconds = msBetween(instant('1970-01-01T00:00:00Z'), since) / 1000
  for (const each of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (each.isFile()) utimesSync(join(each.parentPath, each.name), seconds, seconds)
}
