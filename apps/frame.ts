import type { Words } from '#kernel/i18n'
import type { Files, Uploads } from '#platform/files'
import type { UseCases } from '#platform/usecases'
import type { Ground } from './ground.ts'

/** What the lists of doors and jobs are made from. */
export type Frame = Ground & {
  origin: string
  words: Words
  cases: UseCases
  files: Files
  uploads: Uploads
}
