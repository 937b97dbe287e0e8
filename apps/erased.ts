import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type Job, job, type Use } from '#kernel/command'
import type { Words } from '#kernel/i18n'
import { isId } from '#kernel/ids'
import { askAgain, eraseDue, listErased, PersonId } from '#modules/people'
import { erasingBy } from './erasers.ts'

/** Where the list lies: beside the database and not in it, so that it outlives a restore. */
export const erasedFile = (folder: string): string => join(folder, 'erased.txt')

/** The ids of a list; anything else in it is left out. */
export const readErased = (file: string): PersonId[] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split(/\s+/)
        .filter(isId)
        .map((id) => PersonId.parse(id))
    : []

/** Writes everybody who was ever erased, those of a list that is there already among them: ids, and nothing else. */
export async function writeErased(use: Use, file: string): Promise<number> {
  const known = [
    ...new Set([...readErased(file), ...(await use.ask(listErased, {})).map(({ id }) => id)]),
  ].sort()
  writeFileSync(`${file}.new`, known.map((id) => `${id}\n`).join(''), { mode: 0o600 })
  renameSync(`${file}.new`, file)
  return known.length
}

/** After a restore: erases everybody of a list whom an older backup has brought back. Gives how many there were. */
export async function eraseAgain(use: Use, words: Words, file: string): Promise<number> {
  let found = 0
  for (const personId of readErased(file)) if (await use.run(askAgain, { personId })) found += 1
  if (found > 0) await eraseDue(use, erasingBy(words))
  return found
}

/** The list is kept up whenever somebody was erased, and each night. */
export const keepErased = (folder: string): Job<z.ZodType> =>
  job({
    name: 'house.keep_erased',
    input: z.unknown(),
    hears: ['people.erased'],
    every: '23 2 * * *',
    run: async (use) => void (await writeErased(use, erasedFile(folder))),
  })
