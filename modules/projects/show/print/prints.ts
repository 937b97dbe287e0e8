type Bytes = Uint8Array<ArrayBuffer>

/**
 * What takes long to make, made once for all who ask at the same time or later. The key says everything it is made from,
 * so that what is there is never old; the oldest goes when there are more than `most`.
 */
export class Prints {
  readonly #made = new Map<string, Promise<Bytes>>()
  readonly #most: number
  constructor(most: number) {
    this.#most = most
  }

  get(key: string, make: () => Promise<Bytes>): Promise<Bytes> {
    const known = this.#made.get(key)
    if (known) return known
    const making = make()
    this.#made.set(key, making)
    making.catch(() => this.#made.delete(key))
    const [oldest] = this.#made.keys()
    if (this.#made.size > this.#most && oldest !== undefined) this.#made.delete(oldest)
    return making
  }
}
