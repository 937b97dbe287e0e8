import type { Visit } from '#platform/http'

/** Where a page below the list of outcomes stands. */
export const trail = (
  { say, href }: Pick<Visit, 'say' | 'href'>,
  ...below: readonly { label: string; href?: string }[]
) => ({
  label: say('kernel.you_are_here'),
  trail: [{ label: say('outcomes.list_title'), href: href('/console/outcomes') }, ...below],
})
