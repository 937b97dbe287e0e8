import type { Words } from '#kernel/i18n'
import { pick } from '#kernel/text'
import type { Files } from '#platform/files'
import { file, type Route } from '#platform/http'
import { publicShow } from '../../access.ts'
import { shownIn } from '../../parts.tsx'
import { readCatalogue, readPublicShown } from '../queries.ts'
import { drawCard } from './card.ts'
import { printCatalogue } from './catalogue.ts'
import { Prints } from './prints.ts'

type Ports = { files: Files; words: Words }

const answer = (bytes: Uint8Array<ArrayBuffer>, type: string, more: Record<string, string> = {}) =>
  new Response(bytes, {
    headers: { 'content-type': type, 'cache-control': 'public, max-age=600', ...more },
  })

const cardOf = ({ files }: Ports, cards: Prints): Route =>
  file({
    path: '/editions/:edition/projects/:slug/card.png',
    who: publicShow,
    send: async (visit) => {
      const { locale, say, use } = visit
      const { edition, view, picture } = await use.ask(readPublicShown, shownIn(visit))
      const key = `${locale} ${view.projectId} ${view.shownAt}`
      const bytes = await cards.get(key, async () =>
        drawCard({
          view,
          edition: pick(edition.name, locale).value,
          locale,
          say,
          picture: picture ? await files.bytes(picture.hash) : null,
        }),
      )
      // Others show it beside a link to us.
      return answer(bytes, 'image/png', { 'cross-origin-resource-policy': 'cross-origin' })
    },
  })

const catalogueOf = ({ files, words }: Ports, catalogues: Prints): Route =>
  file({
    path: '/editions/:edition/projects-catalogue.pdf',
    who: publicShow,
    send: async (visit) => {
      const { edition, views, total, hashes } = await visit.use.ask(readCatalogue, {
        edition: (visit.params.edition ?? '').slice(0, 60),
      })
      const newest = views.reduce((last, { shownAt }) => (shownAt > last ? shownAt : last), '')
      const bytes = await catalogues.get(`${edition.id} ${total} ${newest}`, () =>
        printCatalogue({
          edition: edition.name,
          views,
          total,
          say: { en: words.say('en'), zh: words.say('zh') },
          addressOf: ({ slug }) => `${visit.origin}/zh/editions/${edition.slug}/projects/${slug}`,
          picture: async ({ projectId }) => {
            const hash = hashes.get(projectId)
            return hash === undefined ? null : files.bytes(hash)
          },
        }),
      )
      return answer(bytes, 'application/pdf', {
        'content-disposition': `inline; filename="projects-${edition.slug}.pdf"`,
      })
    },
  })

/** What is printed and drawn of the show; each once, until what it shows changes. */
export const printRoutes = (ports: Ports): readonly Route[] => [
  cardOf(ports, new Prints(200)),
  catalogueOf(ports, new Prints(3)),
]
