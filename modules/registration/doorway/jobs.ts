import { z } from 'zod'
import { type Job, job } from '#kernel/command'
import { RegistrationId } from '../model.ts'
import type { DoorCommands } from './commands.ts'

const Heard = z.object({ fact: z.string(), payload: z.object({ registrationId: RegistrationId }) })

export const jobsOf = (commands: DoorCommands): readonly Job<typeof Heard>[] => [
  job({
    name: 'registration.issue_ticket',
    input: Heard,
    hears: ['registration.admitted'],
    run: async (use, { payload }) => {
      await use.run(commands.issue, { registrationIds: [payload.registrationId] })
    },
    runAll: async (use, heard) => {
      await use.run(commands.issue, { registrationIds: heard.map(({ payload }) => payload.registrationId) })
    },
  }),
]
