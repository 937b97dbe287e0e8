import { type Json, type JsonObject, objectOf } from '../json/value.ts'
import type { Mend } from '../problems.ts'
import { type Element, elementsOf } from './element.ts'
import { markupOf } from './write.ts'

/**
 * An element being read: what is asked for is taken out of it, and what is left at the end is the part's extra.
 * So nothing can be forgotten: a reader that does not know an element leaves it behind.
 */
export class Taking {
  readonly element: Element
  readonly where: string
  private readonly mended: Mend[]
  private readonly attributes: Map<string, string>
  private children: (Element | string)[]
  private readonly within = new Map<string, JsonObject>()
  private readonly taken = new Set<string>()

  constructor(element: Element, where: string, mended: Mend[]) {
    this.element = element
    this.where = where
    this.mended = mended
    this.attributes = new Map(element.attributes)
    this.children = element.children.filter((child) => typeof child !== 'string' || child.trim() !== '')
  }

  attribute(name: string): string | undefined {
    const value = this.attributes.get(name)
    this.attributes.delete(name)
    return value
  }

  /** All the text there is directly inside, as it stands. */
  content(): string {
    const text = contentOf(this.element, (markup) => this.note('markup_in_text', '', markup))
    this.children = []
    return text
  }

  every(name: string): Element[] {
    const found = elementsOf({ ...this.element, children: this.children }).filter(
      (child) => child.name === name,
    )
    this.children = this.children.filter((child) => typeof child === 'string' || child.name !== name)
    return found
  }

  /** The first of that name; a second one stays in the extra. */
  one(name: string): Element | undefined {
    const found = this.children.find((child) => typeof child !== 'string' && child.name === name)
    this.children = this.children.filter((child) => child !== found)
    if (found === undefined || typeof found === 'string') return undefined
    this.taken.add(name)
    return found
  }

  /** Text of a child element, white space and all: it may be meant. */
  text(name: string): string | undefined {
    const child = this.one(name)
    if (!child) return undefined
    const inner = this.inside(name, child)
    const text = contentOf(child, (markup) => this.note('markup_in_text', name, markup))
    inner.leave(true)
    return text
  }

  /** The same for a value, where white space around it is only layout. */
  token(name: string): string | undefined {
    return this.text(name)?.trim()
  }

  /** A child that is no part of its own; what is left in it when `leave` is called belongs to this part's extra. */
  inside(name: string, child: Element): Taking & { leave: (contentTaken?: boolean) => void } {
    const inner = new Taking(child, this.where, this.mended)
    const leave = (contentTaken = false) => {
      if (contentTaken) inner.children = []
      const extra = inner.extra()
      if (extra) this.within.set(name, extra)
    }
    return Object.assign(inner, { leave })
  }

  /** What nobody asked for. */
  extra(): JsonObject | undefined {
    for (const child of elementsOf({ ...this.element, children: this.children })) {
      if (this.taken.has(child.name)) this.note('element_twice', child.name, markupOf(child))
    }
    const extra: JsonObject = {
      ...(this.attributes.size > 0 ? { attributes: objectOf(this.attributes) } : {}),
      ...(this.children.length > 0 ? { elements: this.children.map(extraElement) } : {}),
      ...(this.within.size > 0 ? { within: objectOf(this.within) } : {}),
    }
    return Object.keys(extra).length > 0 ? extra : undefined
  }

  private note(code: 'markup_in_text' | 'element_twice', field: string, was: string) {
    const short = was.length > 200 ? `${was.slice(0, 199)}…` : was
    this.mended.push({
      where: this.where,
      code,
      field,
      was: short,
      now: code === 'element_twice' ? null : short,
    })
  }
}

/** Text in which elements stand is HTML that nobody escaped: it is read as what it was meant to be, its markup. */
function contentOf(element: Element, tell: (markup: string) => void): string {
  if (elementsOf(element).length === 0) return element.children.join('')
  const markup = markupOf(element)
  tell(markup)
  return markup
}

/** Stray text between elements is kept under a name no element can have. */
function extraElement(child: Element | string): JsonObject {
  if (typeof child === 'string') return { name: '#text', children: [child] }
  const children = child.children.map(
    (inner): Json => (typeof inner === 'string' ? inner : extraElement(inner)),
  )
  return {
    name: child.name,
    ...(child.attributes.size > 0 ? { attributes: objectOf(child.attributes) } : {}),
    ...(children.length > 0 ? { children } : {}),
  }
}
