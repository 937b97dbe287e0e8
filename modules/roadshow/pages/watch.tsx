import type { Visit } from '#platform/http'
import { LinkButton, Section } from '#ui'
import type { Roadshow } from '../model.ts'
import { watchOf } from '../rules/watch.ts'

/**
 * Where it is watched from elsewhere: played here when it comes from our own origin, else a link that leads away.
 * Nobody else's player, script or frame comes into the page.
 */
export function WatchSection({
  visit: { say },
  roadshow,
  meetingHosts,
}: {
  visit: Pick<Visit, 'say'>
  roadshow: Pick<Roadshow, 'watch'>
  meetingHosts: readonly string[]
}) {
  const watch = roadshow.watch === null ? null : watchOf(roadshow.watch, meetingHosts)
  if (watch === null) return null
  return (
    <Section title={say('roadshow.watch')}>
      {watch.kind === 'meeting' ? (
        <>
          <p>{say('roadshow.watch_meeting', { host: watch.host })}</p>
          <LinkButton href={watch.href} rel="noopener noreferrer">
            {say('roadshow.watch_join')}
          </LinkButton>
        </>
      ) : (
        <div
          {...(watch.kind === 'stream' && { 'data-island': 'roadshow-stream', 'data-stream': watch.path })}
        >
          {/* biome-ignore lint/a11y/useMediaCaption: a live stream has none; a recording carries its own track */}
          <video class="watch" controls playsinline preload="none">
            <source
              src={watch.path}
              type={watch.kind === 'stream' ? 'application/vnd.apple.mpegurl' : watch.type}
            />
          </video>
          <p>
            <a href={watch.path}>{say(`roadshow.watch_${watch.kind}`)}</a>
          </p>
        </div>
      )}
    </Section>
  )
}
