import { serve as listen } from '@hono/node-server'
import { ConfigError, readConfig } from '#platform/config'
import { compose } from '../compose.ts'
import { ensureDemo } from '../demo.ts'
import { openGround } from '../ground.ts'
import { welcome } from './welcome.ts'

const stopWithinMs = 25_000

/** Starts the product and keeps it until a signal says stop; then requests and jobs are finished first. */
export async function runServer(mode: 'start' | 'serve'): Promise<void> {
  const began = performance.now()
  const config = readConfigOrExit(mode)
  const ground = await openGround(config)
  await ensureDemo(ground)
  const house = await compose(ground)
  const server = listen(
    { fetch: house.site.app.fetch, port: config.PORT, hostname: config.HAIGUI_HOST },
    (info) => {
      house.ready()
      const ms = Math.round(performance.now() - began)
      ground.log.info({ port: info.port, ms }, 'ready')
      if (mode === 'start') welcome(house, `http://localhost:${info.port}`)
    },
  )
  server.on('error', (error) => {
    process.stderr.write(
      `haigui: cannot listen on port ${config.PORT}: ${error.message}. Set PORT to a free one.\n`,
    )
    process.exit(1)
  })
  let stopping = false
  const stop = async () => {
    if (stopping) process.exit(1)
    stopping = true
    house.stopping()
    setTimeout(() => process.exit(1), stopWithinMs).unref()
    await new Promise((resolve) => {
      server.close(resolve)
      if ('closeIdleConnections' in server) server.closeIdleConnections()
    })
    await house.stop()
    await ground.stop()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop())
}

function readConfigOrExit(mode: 'start' | 'serve') {
  try {
    return readConfig(process.env, mode)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(`haigui: the configuration has ${error.lines.length} mistake(s):\n`)
    for (const line of error.lines) process.stderr.write(`  ${line}\n`)
    process.exit(78)
  }
}
