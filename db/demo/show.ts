import { askContact, listProject, makeList, readShow } from '#modules/projects'
import type { Stage } from './programme.ts'
import type { Scene } from './scene.ts'

const edition = '2019'

/** What organisers put forward on the exhibition, and a question that waits for its team. */
export async function addShow(scene: Scene, { editionId, cast }: Stage): Promise<void> {
  scene.at('2019-06-10T02:00:00Z')
  const organiser = scene.as(cast.organiser)
  const { views } = await organiser.ask(readShow, { edition, seeking: 'capital', sort: 'title' })
  const title = { en: 'For those who bring capital', zh: '推荐给投资方' }
  const list = await organiser.run(makeList, { editionId, title })
  for (const { slug } of views.slice(0, 3)) await organiser.run(listProject, { listId: list.id, slug })
  const [asked] = views.slice(3)
  if (!asked) throw new Error('more than three projects look for capital')
  const message =
    'I build sensors for the same cranes; could we compare our data in July? 我也做同类传感器，七月能否交流数据？'
  await scene.as(cast.scholar).run(askContact, { edition, slug: asked.slug, message })
}
