import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compileWords } from '#kernel/i18n'
import { record } from '#modules/audit'
import { serve } from '#platform/http'
import { openLive } from '#platform/live'
import { openQueue } from '#platform/queue'
import { useCases } from '#platform/usecases'
import { draw } from '#ui'
import { catalogues } from '../locales/index.ts'
import { doorsOf } from './doors.ts'
import { storageOf } from './files.ts'
import type { Ground } from './ground.ts'
import { jobsOf } from './jobs.ts'
import { readAssets } from './web/assets.ts'
import { health } from './web/health.ts'
import { layout, refusalSheet } from './web/layout.tsx'
import { siteFiles } from './web/site.tsx'
import { streamFiles } from './web/streams.ts'

export type House = Awaited<ReturnType<typeof compose>>

const builtFolder = () => resolve(dirname(fileURLToPath(import.meta.url)), '../client')

/** The only place where the parts are put together: ground → use cases → doors and jobs. */
export async function compose(ground: Ground) {
  const { config, database, clock, log } = ground
  const words = compileWords(catalogues, (key, locale, input) =>
    log.warn({ key, locale, input }, 'no message'),
  )
  const assets = await readAssets(builtFolder())
  const told = { by: () => {} }
  const cases = useCases(database, clock, record, () => told.by())
  const origin = config.HAIGUI_ORIGIN ?? `http://localhost:${config.PORT}`
  const frame = { ...ground, ...(await storageOf(ground)), origin, words, cases }
  const parts = await doorsOf(frame)
  const live = openLive({ url: ground.url, log })
  const state = { ready: false, stopping: false }
  const site = serve({
    origin,
    ...(config.HAIGUI_ADDRESS_HEADER === undefined ? {} : { addressHeader: config.HAIGUI_ADDRESS_HEADER }),
    doors: parts.doors,
    words,
    useCases: cases,
    identify: parts.identify,
    layout: layout(assets, { demo: ground.demo }),
    draw,
    refusalSheet,
    log,
    live,
    extra: (app) => {
      health(app, state, database)
      assets.mount(app)
      siteFiles(app, parts.doors, origin)
      streamFiles(app, ground.folder)
      parts.extra(app)
    },
  })
  const queue = config.HAIGUI_WORKER
    ? await openQueue({
        url: ground.url,
        jobs: jobsOf(frame),
        useCases: cases,
        clock,
        log,
      })
    : null
  told.by = () => {
    site.cache.clear()
    queue?.poke()
  }
  return {
    site,
    cases,
    words,
    origin,
    queue,
    ground,
    ready: () => {
      state.ready = true
    },
    stopping: () => {
      state.stopping = true
    },
    stop: async () => {
      await live.stop()
      await parts.stop()
      await queue?.stop()
    },
  }
}
