import { pick } from '#kernel/text'
import type { Visit } from '#platform/http'
import { Button, Form, Select, Tabs, Toolbar } from '#ui'
import type { Edition } from './model.ts'

/** More than these would not stand in one row. */
const mostTabs = 5

/** The editions, each leading to the same page about it; nothing where there is but one, and a list to choose from where tabs would not fit. */
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
  if (editions.length > mostTabs)
    return (
      <Toolbar>
        <Form inline method="get" action={href(base)}>
          <Select
            name="edition"
            label={say('programme.edition')}
            hideLabel
            value={editions.find(({ id }) => id === current?.id)?.slug ?? ''}
            {...(current ? {} : { empty: say('kernel.choose') })}
            options={editions.map(({ slug, name }) => ({ value: slug, label: pick(name, locale).value }))}
          />
          <Button>{say('programme.show_edition')}</Button>
        </Form>
      </Toolbar>
    )
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
