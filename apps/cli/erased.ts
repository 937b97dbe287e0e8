import { system } from '#kernel/access'
import { compileWords } from '#kernel/i18n'
import { record } from '#modules/audit'
import { useCases } from '#platform/usecases'
import { catalogues } from '../../locales/index.ts'
import { eraseAgain, erasedFile, writeErased } from '../erased.ts'
import type { Ground } from '../ground.ts'
import { say } from './say.ts'

const useOf = ({ database, clock }: Ground, as: string) =>
  useCases(database, clock, record).as({ actor: system(as), door: 'cli', requestId: as })

/** Writes the list of who was erased, for the place where backups are kept. */
export async function exportErased(ground: Ground, file: string): Promise<number> {
  say(`written: ${file}, ${await writeErased(useOf(ground, 'erased'), file)} ids`)
  return 0
}

/** Erases those again whom a restored backup has brought back; without a file those of the list in HAIGUI_FOLDER. */
export async function applyErased(ground: Ground, file = erasedFile(ground.folder)): Promise<number> {
  const found = await eraseAgain(useOf(ground, 'people.erase_due'), compileWords(catalogues), file)
  say(found === 0 ? 'nobody who was erased came back with the backup' : `erased again: ${found}`)
  return 0
}
