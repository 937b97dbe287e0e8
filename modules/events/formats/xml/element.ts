/** One element as read. Names keep their prefix; `children` are elements and runs of text in order. */
export type Element = {
  name: string
  attributes: Map<string, string>
  children: (Element | string)[]
}

export const element = (
  name: string,
  attributes: Iterable<readonly [string, string]> = [],
  children: (Element | string)[] = [],
): Element => ({ name, attributes: new Map(attributes), children })

export const elementsOf = (parent: Element): Element[] =>
  parent.children.filter((child): child is Element => typeof child !== 'string')
