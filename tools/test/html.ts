/** A form as a page offers it: where it goes and what stands in its fields. */
export type PageForm = {
  readonly method: 'GET' | 'POST'
  /** Where it is sent; null: to the page's own address. */
  readonly action: string | null
  readonly multipart: boolean
  readonly fields: readonly [name: string, value: string][]
  /** Fields that take a file. */
  readonly files: readonly string[]
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
const plain = (text: string) => text.replace(/&(amp|lt|gt|quot|#39);/g, (_all, name) => entities[name] ?? '')

/** Our own pages quote every attribute, or give it no value. */
const attributesOf = (tag: string): Map<string, string> =>
  new Map(
    [...tag.matchAll(/\s([\w-]+)(?:="([^"]*)")?/g)].map(([, name, value]) => [
      name ?? '',
      plain(value ?? ''),
    ]),
  )

function fieldsOf(inner: string): Pick<PageForm, 'fields' | 'files'> {
  const fields: [string, string][] = []
  const files: string[] = []
  const pieces = inner.matchAll(/<(?:(input)\b([^>]*)>|(select|textarea|button)\b([^>]*)>([\s\S]*?)<\/\3>)/g)
  for (const [, input, inputTag, other, otherTag, content = ''] of pieces) {
    const kind = input ?? other
    const tag = inputTag ?? otherTag ?? ''
    const attributes = attributesOf(tag)
    const name = attributes.get('name')
    if (!name) continue
    if (kind === 'textarea') fields.push([name, plain(content)])
    else if (kind === 'select') {
      const options = [...content.matchAll(/<option\b([^>]*)>/g)].map(([, option = '']) =>
        attributesOf(option),
      )
      const chosen =
        options.find((option) => option.has('selected')) ?? options.find((option) => option.get('value'))
      fields.push([name, chosen?.get('value') ?? ''])
    } else if (attributes.get('type') === 'file') files.push(name)
    else fields.push([name, attributes.get('value') ?? 'on'])
  }
  return { fields, files }
}

/** Every form of a page, with the first choice of each list chosen and every box ticked. */
export const formsOf = (html: string): PageForm[] =>
  [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, tag = '', inner = '']) => {
    const attributes = attributesOf(tag)
    return {
      method: attributes.get('method')?.toLowerCase() === 'post' ? 'POST' : 'GET',
      action: attributes.get('action') ?? null,
      multipart: attributes.get('enctype') === 'multipart/form-data',
      ...fieldsOf(inner),
    }
  })

/** Where a page leads. */
export const linksOf = (html: string): string[] =>
  [...html.matchAll(/\shref="([^"]*)"/g)].map(([, address = '']) => plain(address))
