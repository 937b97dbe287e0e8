import { openFiles } from '#platform/files'
import type { Ground } from './ground.ts'

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
