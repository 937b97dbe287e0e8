import { readConfig } from '#platform/config'
import { compose } from '../compose.ts'
import { ensureDemo } from '../demo.ts'
import { faultOf } from '../fault.ts'
import { checkSecret, openGround } from '../ground.ts'
import { listener } from './listen.ts'
import { welcome } from './welcome.ts'

const stopWithinMs = 25_000

/** Starts the product and keeps it until a signal says stop; then requests and jobs are finished first. */
export async function runServer(mode: 'start' | 'serve'): Promise<void> {
  const began = performance.now()
  const ground = await stand(mode)
  const { config } = ground
  await ensureDemo(ground)
  const house = await compose(ground)
  const { server, stop: stopListening } = listener(house.site)
  server.listen(config.PORT, config.HAIGUI_HOST, () => {
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : config.PORT
    house.ready()
    const ms = Math.round(performance.now() - began)
    ground.log.info({ port, ms }, 'ready')
    // Whoever runs it would look for the code to sign in with in vain.
    if (!ground.demo && config.HAIGUI_MAIL_URL === undefined)
      ground.log.warn('HAIGUI_MAIL_URL is not set: no letter leaves, no code to sign in with among them')
    if (mode === 'start') welcome(house, `http://localhost:${port}`)
  })
  server.on('error', (error) => {
    process.stderr.write(
      `haigui: cannot listen on ${config.HAIGUI_HOST}, port ${config.PORT}: ${error.message}. Set PORT to a free one, and HAIGUI_HOST to an address of this machine.\n`,
    )
    process.exit(1)
  })
  let stopping = false
  const stop = async () => {
    if (stopping) process.exit(1)
    stopping = true
    house.stopping()
    setTimeout(() => process.exit(1), stopWithinMs).unref()
    await stopListening()
    await house.stop()
    await ground.stop()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop())
}

/** Configuration and database, or one clear line per mistake and the end. */
async function stand(mode: 'start' | 'serve') {
  try {
    const ground = await openGround(readConfig(process.env, mode))
    await checkSecret(ground).catch(async (error: unknown) => {
      await ground.stop()
      throw error
    })
    return ground
  } catch (error) {
    const fault = faultOf(error)
    if (!fault) throw error
    for (const line of fault.lines) process.stderr.write(`haigui: ${line}\n`)
    process.exit(fault.code)
  }
}
