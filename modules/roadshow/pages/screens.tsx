import { Refusal } from '#kernel/errors'
import { pick } from '#kernel/text'
import { drawQr } from '#modules/registration'
import { file, page, type Route, type Sheet, type Visit } from '#platform/http'
import { publicScreen } from '../access.ts'
import { type Hall, readHall } from '../queries.ts'
import { tellingGap, topicOf } from '../store/roadshow.ts'
import {
  ClockFace,
  clockWords,
  Now,
  Order,
  Outcome,
  Part,
  partsOf,
  Questions,
  roadshowIn,
  Votes,
} from './parts.tsx'
import { hallPath } from './paths.ts'

/** Without script a screen is read anew as often; with it, never. */
const refreshSeconds = 5

const readOf = (visit: Visit) => visit.use.ask(readHall, { roadshowId: roadshowIn(visit) })

/** What ties a page to the live stream of the hall. */
export const liveRoot = (visit: Visit, hall: Hall) => ({
  'data-island': 'roadshow',
  'data-live': visit.href(hallPath(hall.roadshow, 'live')),
  'data-now': visit.use.now(),
  'data-words': JSON.stringify(clockWords(visit)),
})

function screen(visit: Visit, hall: Hall, name: 'stage' | 'wall', body: Sheet['body']): Sheet {
  const title = pick(hall.roadshow.title, visit.locale).value
  return {
    title: visit.say(`roadshow.${name}_title`, { title }),
    shell: 'bare',
    screen: true,
    noIndex: true,
    islands: ['roadshow'],
    head: (
      <noscript>
        <meta http-equiv="refresh" content={String(refreshSeconds)} />
      </noscript>
    ),
    body,
  }
}

/** For whoever speaks: the clock as large as the screen, who is on and who is next; then the result, as the hall is told it. */
const stagePage: Route = page({
  path: '/roadshows/:roadshow/stage',
  who: publicScreen,
  show: async (visit) => {
    const hall = await readOf(visit)
    return screen(
      visit,
      hall,
      'stage',
      <main class="screen stage" {...liveRoot(visit, hall)}>
        <h1 class="screen-name">{pick(hall.roadshow.title, visit.locale).value}</h1>
        <Part name="now" class="now">
          <Now eyes={visit} hall={hall} />
        </Part>
        <ClockFace visit={visit} hall={hall} sound />
        <Part name="result">
          <Outcome eyes={visit} hall={hall} />
        </Part>
        <Part name="asked" class="screen-asked">
          <Questions eyes={visit} hall={hall} voice={false} />
        </Part>
        <p class="screen-foot" role="status" data-connection />
      </main>,
    )
  },
})

/** For the hall: who is on, how many have voted, the way to vote, the questions; then the result, step by step. */
const wallPage: Route = page({
  path: '/roadshows/:roadshow/wall',
  who: publicScreen,
  show: async (visit) => {
    const { say, locale, origin, href } = visit
    const hall = await readOf(visit)
    const { roadshow } = hall
    const address = `${origin}${href(hallPath(roadshow))}`
    const { size, path } = drawQr(address)
    return screen(
      visit,
      hall,
      'wall',
      <main class="screen wall" {...liveRoot(visit, hall)}>
        <h1 class="screen-name">{pick(roadshow.title, locale).value}</h1>
        <div class="wall-main">
          <Part name="now" class="now">
            <Now eyes={visit} hall={hall} />
          </Part>
          <ClockFace visit={visit} hall={hall} />
          <Part name="result" class="wall-result" aria-live="polite">
            <Outcome eyes={visit} hall={hall} />
          </Part>
        </div>
        <div class="wall-side">
          {roadshow.audienceVotes && (
            <div class="wall-vote">
              <svg
                role="img"
                aria-label={say('roadshow.qr_label')}
                viewBox={`0 0 ${size} ${size}`}
                width="240"
                height="240"
                shape-rendering="crispEdges"
              >
                <rect width={size} height={size} fill="#fff" />
                <path d={path} fill="#000" />
              </svg>
              <p>{say('roadshow.wall_vote')}</p>
              <Part name="votes" class="wall-votes">
                <Votes eyes={visit} hall={hall} />
              </Part>
            </div>
          )}
          <Part name="order">
            <Order eyes={visit} hall={hall} />
          </Part>
          <Part name="asked" class="screen-asked">
            <Questions eyes={visit} hall={hall} voice={false} />
          </Part>
        </div>
        <p class="screen-foot" role="status" data-connection />
      </main>,
    )
  },
})

const followHall: Route = file({
  path: '/roadshows/:roadshow/live',
  who: publicScreen,
  send: async (visit) => {
    const roadshowId = roadshowIn(visit)
    const follow = (publicly: boolean) => {
      const ask = () => visit.use.ask(readHall, { roadshowId, publicly })
      return visit.follow({
        name: topicOf(roadshowId),
        view: `${publicly ? 'hall' : 'draft'}-${visit.locale}`,
        open: publicly,
        gap: tellingGap,
        read: async () => partsOf(visit, await ask()),
      })
    }
    try {
      // Thousands come at once: the first of them reads it, the others find it read.
      return await follow(true)
    } catch (error) {
      if (!(error instanceof Refusal) || visit.actor.kind === 'visitor') throw error
      // Before the release the desk tries its screens; its reach is not the public's, so it follows apart, and is asked.
      await visit.use.ask(readHall, { roadshowId })
      return follow(false)
    }
  },
})

export const screenRoutes: readonly Route[] = [stagePage, wallPage, followHall]
