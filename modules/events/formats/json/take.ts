import { type Json, type JsonObject, objectOf, own } from './value.ts'

/** An object being read: what is asked for is taken out of it, the rest is the part's extra. */
export class Taking {
  private readonly object: JsonObject
  private readonly left: Set<string>

  constructor(object: JsonObject) {
    this.object = object
    this.left = new Set(Object.keys(object))
  }

  key(name: string): Json | undefined {
    this.left.delete(name)
    return own(this.object, name)
  }

  /** What nobody asked for. */
  extra(): JsonObject | undefined {
    if (this.left.size === 0) return undefined
    return { keys: objectOf([...this.left].map((name) => [name, own(this.object, name) ?? null] as const)) }
  }
}
