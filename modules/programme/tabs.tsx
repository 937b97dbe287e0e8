import { pick } from '#kernel/text'
import type { Visit } from '#platform/http'
import { Tabs } from '#ui'
import type { Edition } from './model.ts'

/** The editions, each leading to the same page about it; nothing where there is but one. */
export function EditionTabs({
  visit: { say, href, locale },
  editions,
  current,
  base,
}: {
  visit: Visit
  editions: readonly Pick<Edition, 'id' | 'slug' | 'name'>[]
  current: Pick<Edition, 'id'> | null | undefined
  base: string
}) {
  if (editions.length < 2) return null
  return (
    <Tabs
      label={say('programme.editions')}
      tabs={editions.map(({ id, slug, name }) => ({
        href: href(`${base}?edition=${slug}`),
        label: pick(name, locale).value,
        current: id === current?.id,
      }))}
    />
  )
}
