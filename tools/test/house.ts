import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { type Actor, type Role, visitor } from '#kernel/access'
import { compileWords } from '#kernel/i18n'
import { type Id, newId } from '#kernel/ids'
import { personName } from '#kernel/names'
import { record } from '#modules/audit'
import { readConfig } from '#platform/config'
import { serve } from '#platform/http'
import { openKeys } from '#platform/keys'
import { openLive } from '#platform/live'
import { openLog } from '#platform/log'
import { useCases } from '#platform/usecases'
import { draw } from '#ui'
import { doorsOf } from '../../apps/doors.ts'
import { storageOf } from '../../apps/files.ts'
import { layout, refusalSheet } from '../../apps/web/layout.tsx'
import { siteFiles } from '../../apps/web/site.tsx'
import { catalogues } from '../../locales/index.ts'
import { testDatabase } from './database.ts'

const actors = new Map<string, Actor>()

/** A header that says who asks: the tests' way in, beside the real one. */
export const as = (actor: Actor): Record<string, string> => {
  const key = JSON.stringify(actor)
  actors.set(key, actor)
  return { 'x-test-actor': encodeURIComponent(key) }
}

export const holding = (
  role: Role,
  stationId: Id<'station'> | null = null,
  personId = newId<'person'>(),
): Actor => ({
  kind: 'person',
  personId,
  grants: [{ role, stationId }],
})

/** The whole house on a database of its own, entered without a network: every door as it is wired in production. */
export async function testHouse(options: { at?: string; demo?: boolean } = {}) {
  const db = await testDatabase(options)
  const folder = mkdtempSync(join(tmpdir(), 'haigui-house-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const words = compileWords(catalogues)
  const origin = 'http://localhost'
  const cases = useCases(db.database, db.clock, record)
  const broken: unknown[] = []
  const log = openLog('silent')
  log.error = ((about: unknown) => broken.push(about)) as typeof log.error // keeps what would have been written
  const ground = {
    config: readConfig({}, 'start'),
    folder,
    url: db.url,
    database: db.database,
    keys: openKeys('a secret of the tests that is long enough'),
    log,
    clock: db.clock,
    demo: options.demo ?? false,
    stop: async () => {},
  }
  const live = openLive({ url: db.url, log })
  afterAll(() => live.stop())
  const parts = await doorsOf({ ...ground, ...(await storageOf(ground)), origin, words, cases })
  const site = serve({
    origin,
    doors: parts.doors,
    words,
    useCases: cases,
    identify: async (headers) => {
      const actor = actors.get(decodeURIComponent(headers.get('x-test-actor') ?? ''))
      return actor?.kind === 'person'
        ? {
            actor,
            me: {
              personId: actor.personId,
              name: personName({ latinGiven: 'Test' }),
              email: 'test@example.org',
            },
          }
        : { actor: visitor, me: null }
    },
    layout: layout(
      { styles: [], consoleStyles: [], screenStyles: [], islands: null, mount: () => {} },
      { demo: false },
    ),
    draw,
    refusalSheet,
    log,
    live,
    extra: (app) => {
      siteFiles(app, parts.doors, origin)
      parts.extra(app)
    },
  })
  return { ...db, ...ground, db, doors: parts.doors, words, origin, cases, app: site.app, broken }
}
