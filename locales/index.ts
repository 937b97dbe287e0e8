import type { Catalogues } from '#kernel/i18n'

const files = import.meta.glob<Record<string, string>>('./{en,zh}/*.mf2.json', {
  eager: true,
  import: 'default',
})

const of = (locale: string) =>
  Object.fromEntries(
    Object.entries(files)
      .filter(([path]) => path.startsWith(`./${locale}/`))
      .map(([path, words]) => [path.replace(/^.*\/|\.mf2\.json$/g, ''), words]),
  )

/** Every word people read, by language, module and key. */
export const catalogues: Catalogues = { en: of('en'), zh: of('zh') }
