import type { Words } from '#kernel/i18n'
import type { Files } from '#platform/files'
import type { Route } from '#platform/http'
import type { Keys } from '#platform/keys'
import { deskRoutes } from './desk.tsx'
import { pressRoutes } from './press.tsx'
import { queueRoutes } from './queue.tsx'
import { signRoutes } from './sign.tsx'
import { wallRoutes } from './wall.tsx'

/** The desk of ceremonies, the sides' page, the wall and the press list. */
export const ceremonyRoutes = (ports: { keys: Keys; files: Files; words: Words }): readonly Route[] => [
  ...deskRoutes,
  ...queueRoutes(ports.keys),
  ...signRoutes(ports),
  ...wallRoutes(ports.words),
  ...pressRoutes,
]
