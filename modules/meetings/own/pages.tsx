import type { Doors } from '#platform/http'
import type { Keys } from '#platform/keys'
import { followUpRoutes } from '../held/own.tsx'
import { marketRoutes } from '../market/pages.tsx'
import { counterDoor, type Door, ownDoor } from './door.ts'
import { calendarRoute, feedRoute, renewFeedRoute } from './feed.ts'
import { meetingRoutes } from './meeting.tsx'
import { timetablePage } from './timetable.tsx'

const routesOf = (door: Door) => [
  timetablePage(door),
  calendarRoute(door),
  ...meetingRoutes(door),
  ...marketRoutes(door),
  ...followUpRoutes(door),
]

/** A party's timetable and all it does with it; the same for the desk that acts for a party. */
export const timetables = ({ keys }: { keys: Keys }): Doors => ({
  module: 'meetings',
  routes: [feedRoute, ...routesOf(ownDoor(keys)), renewFeedRoute(ownDoor(keys)), ...routesOf(counterDoor)],
})
