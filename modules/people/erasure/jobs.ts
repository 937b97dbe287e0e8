import { z } from 'zod'
import { job, type Use } from '#kernel/command'
import { type ErasePorts, erasePerson } from './commands.ts'
import { dueErasures } from './queries.ts'

/** Erases whoever is due. One that fails keeps nobody else from it, and is told by the queue. */
export async function eraseDue(use: Use, ports: ErasePorts): Promise<void> {
  const erase = erasePerson(ports)
  const faults: unknown[] = []
  for (const personId of await use.ask(dueErasures, {}))
    try {
      await use.run(erase, { personId })
    } catch (error) {
      faults.push(error)
    }
  if (faults.length > 0) throw faults[0]
}

/** Every hour, and at once where an organiser asked for that. */
export const erasureJobs = (ports: ErasePorts) => [
  job({
    name: 'people.erase_due',
    input: z.unknown(),
    hears: ['people.erasure_asked'],
    every: '7 * * * *',
    run: (use) => eraseDue(use, ports),
  }),
]
