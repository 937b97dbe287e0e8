import { runCli } from './cli/index.ts'
import { runServer } from './web/run.ts'

/** The built program: `start` (demo on this machine), `serve` (production), or one of the operator's verbs. */
export async function main(args: readonly string[]): Promise<void> {
  const [verb = 'start', ...rest] = args
  if (verb === 'start' || verb === 'serve') await runServer(verb)
  else await runCli(verb, rest)
}
