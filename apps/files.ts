import { openFiles, openUploads } from '#platform/files'
import type { Ground } from './ground.ts'

/** The largest file that comes in pieces. */
const largestUpload = 2 * 1024 ** 3

/** Where people's files are kept: a folder beside the database, or a bucket by configuration. */
export const filesOf = ({ config, folder }: Pick<Ground, 'config' | 'folder'>) =>
  openFiles(
    config.HAIGUI_FILES_BUCKET === undefined
      ? { folder: `${folder}/files` }
      : {
          bucket: config.HAIGUI_FILES_BUCKET,
          endpoint: config.HAIGUI_FILES_ENDPOINT,
          region: config.HAIGUI_FILES_REGION,
          key: config.HAIGUI_FILES_KEY ?? '',
          secret: config.HAIGUI_FILES_SECRET ?? '',
        },
  )

/** People's files, and those that are still coming in. */
export const storageOf = async (ground: Pick<Ground, 'config' | 'folder'>) => ({
  files: await filesOf(ground),
  uploads: await openUploads(`${ground.folder}/uploads`, largestUpload),
})
