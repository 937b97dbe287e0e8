/** A stream of random numbers that is the same for the same seed on every machine (xorshift of 32 bits). */
export class Random {
  private state: number

  constructor(seed: number) {
    // Neighbouring seeds are spread apart; 0 would stay 0.
    let mixed = (seed ^ 0x9e3779b9) | 0
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
    this.state = (mixed ^ (mixed >>> 16)) | 0 || 0x6d2b79f5
  }

  /** A whole number of 31 bits. */
  next(): number {
    let x = this.state
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
    this.state = x
    return x >>> 1
  }

  /** From 0 to below 1. */
  unit(): number {
    return this.next() / 2147483648
  }

  /** A whole number from 0 to below n. */
  below(n: number): number {
    return Math.floor(this.unit() * n)
  }
}
