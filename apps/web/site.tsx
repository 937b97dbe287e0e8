import type { Hono } from 'hono'
import { everyone } from '#kernel/access'
import { type Doors, page } from '#platform/http'
import { PageHead, Prose, Section } from '#ui'
import { openApi } from './openapi.ts'

// 归 as a seal: two strokes and a frame, drawn by ourselves.
const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#a8322a"/><path d="M9 7v18M13 7v7q0 7-4 11M17 9h9M26 9v14M17 16h9M16 23h10" stroke="#fff" stroke-width="2.4" fill="none" stroke-linecap="round"/></svg>`

const topics = ['what', 'why', 'who', 'how_long', 'rights', 'third_parties'] as const

/** The pages that belong to no module. */
export const site: Doors = {
  module: 'site',
  routes: [
    page({
      path: '/privacy',
      who: everyone('who we are and what we keep must be readable before anything is given'),
      fresh: 60,
      show: async ({ say }) => ({
        title: say('site.privacy'),
        shell: 'public',
        body: (
          <>
            <PageHead title={say('site.privacy')} lead={say('site.privacy_lead')} />
            {topics.map((topic) => (
              <Section key={topic} title={say(`site.privacy_${topic}`)}>
                <Prose>
                  <p>{say(`site.privacy_${topic}_text`)}</p>
                </Prose>
              </Section>
            ))}
          </>
        ),
      }),
    }),
  ],
}

/** Files at fixed addresses. */
export function siteFiles(app: Hono, doors: readonly Doors[], origin: string): void {
  const description = openApi(doors, origin)
  app.get('/api/v1/openapi.json', (c) => c.json(description))
  app.get('/icon.svg', (c) =>
    c.body(icon, 200, { 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=86400' }),
  )
  app.get('/robots.txt', (c) =>
    c.text(
      'User-agent: *\nDisallow: /en/console\nDisallow: /zh/console\nDisallow: /en/registrations\nDisallow: /zh/registrations\n',
    ),
  )
}
