import { everyone } from '#kernel/access'
import type { Locale, Say, Words } from '#kernel/i18n'
import { pick } from '#kernel/text'
import { file, page, type Route, type Visit } from '#platform/http'
import { termsInWords } from '../../pages/words.tsx'
import { readWall } from '../queries.ts'
import { wallTopic } from '../store.ts'
import { type OnWall, versionOf } from '../wall.ts'
import { ceremonyIn } from './parts.tsx'

const open = everyone('a wall hangs in the hall; it names only what both sides agreed to publish')

type Both = readonly [{ locale: Locale; say: Say }, { locale: Locale; say: Say }]
const tag: Record<Locale, string> = { zh: 'zh-Hans', en: 'en' }

/** A line in both languages, the larger first. */
const Twice = ({ both, text }: { both: Both; text: (of: Both[number]) => string }) => (
  <>
    {both.map((of) => (
      <span key={of.locale} lang={tag[of.locale]} class={`signings-${of.locale}`}>
        {text(of)}
      </span>
    ))}
  </>
)

const Line = ({ both, one, isNext }: { both: Both; one: OnWall; isNext: boolean }) => {
  const key = one.state === 'signed' ? 'wall_signed' : isNext ? 'wall_now' : 'wall_waits'
  return (
    <li class={one.state === 'signed' ? 'signed' : isNext ? 'now' : 'waits'}>
      <span class="signings-place">{one.place}</span>
      <div>
        {one.shown ? (
          <>
            <p class="signings-who">{one.shown.organisations.join(' × ')}</p>
            <p class="signings-what">{one.shown.title}</p>
            <p class="signings-terms">
              <Twice both={both} text={(of) => termsInWords(of, one.shown?.outcome ?? { terms: none })} />
            </p>
          </>
        ) : (
          <p class="signings-what">
            <Twice both={both} text={({ say }) => say('ceremony.wall_contract', { place: one.place })} />
          </p>
        )}
      </div>
      <p class="signings-state">
        <Twice both={both} text={({ say }) => say(`ceremony.${key}`, { signatures: one.signatures })} />
      </p>
    </li>
  )
}
const none = { type: 'contract', force: 'intention', amount: null } as const

/** The hall's screen: what is signed, what is being signed, what waits; in both languages, told as it happens. */
export function wallRoutes(words: Words): readonly Route[] {
  const both: Both = [
    { locale: 'zh', say: words.say('zh') },
    { locale: 'en', say: words.say('en') },
  ]
  const ask = (visit: Visit) => visit.use.ask(readWall, { ceremonyId: ceremonyIn(visit) })

  const wallPage = page({
    path: '/ceremonies/:ceremony/wall',
    who: open,
    show: async (visit) => {
      const { ceremony, onWall } = await ask(visit)
      const next = onWall.find(({ state }) => state === 'queued')
      const signed = onWall.filter(({ state }) => state === 'signed').length
      return {
        title: pick(ceremony.title, visit.locale).value,
        shell: 'bare',
        screen: true,
        islands: ['wall'],
        head: (
          <noscript>
            <meta http-equiv="refresh" content={`5;url=${visit.href(visit.path)}`} />
          </noscript>
        ),
        body: (
          <main
            class="signings"
            data-island="wall"
            data-version={versionOf(onWall)}
            data-live={visit.href(`/ceremonies/${ceremony.id}/wall/live`)}
          >
            <header>
              <h1>
                <Twice both={both} text={({ locale }) => pick(ceremony.title, locale).value} />
              </h1>
              <p class="signings-count">
                <strong>{signed}</strong>
                <Twice both={both} text={({ say }) => say('ceremony.wall_count', { all: onWall.length })} />
              </p>
            </header>
            <ol aria-live="polite">
              {onWall.map((one) => (
                <Line key={one.place} both={both} one={one} isNext={one === next} />
              ))}
            </ol>
          </main>
        ),
      }
    },
  })

  const wallLive = file({
    path: '/ceremonies/:ceremony/wall/live',
    who: open,
    send: async (visit) => {
      const { ceremony } = await ask(visit)
      return visit.follow({
        name: wallTopic(ceremony.id),
        view: '',
        open: true,
        read: async () => ({ wall: versionOf((await ask(visit)).onWall) }),
      })
    },
  })

  return [wallPage, wallLive]
}
