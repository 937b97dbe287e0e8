// SHA-256 (FIPS 180-4) for where there is no Node: a browser hashes a block at a time only through promises, which
// would take minutes for what this does in seconds.

const fraction = (n: number, power: number) => {
  const root = n ** power
  return ((root - Math.floor(root)) * 2 ** 32) | 0
}
const primes: number[] = []
for (let n = 2; primes.length < 64; n += 1) if (primes.every((prime) => n % prime !== 0)) primes.push(n)
const constants = Int32Array.from(primes, (prime) => fraction(prime, 1 / 3))
const start = Int32Array.from(primes.slice(0, 8), (prime) => fraction(prime, 1 / 2))

const words = new Int32Array(64)
const state = new Int32Array(8)
const tail = new Uint8Array(128)

/** One block of 64 bytes at `at`. Locals, not arrays, hold the eight registers: that is half of the speed. */
function block(bytes: Uint8Array, at: number): void {
  for (let i = 0; i < 16; i += 1) {
    const j = at + i * 4
    words[i] =
      ((bytes[j] as number) << 24) |
      ((bytes[j + 1] as number) << 16) |
      ((bytes[j + 2] as number) << 8) |
      (bytes[j + 3] as number)
  }
  for (let i = 16; i < 64; i += 1) {
    const x = words[i - 15] as number
    const y = words[i - 2] as number
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
    words[i] = ((words[i - 16] as number) + s0 + (words[i - 7] as number) + s1) | 0
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  for (let i = 0; i < 64; i += 1) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (constants[i] as number) + (words[i] as number)) | 0
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  const sums = [a, b, c, d, e, f, g, h]
  for (let i = 0; i < 8; i += 1) state[i] = ((state[i] as number) + (sums[i] as number)) | 0
}

export function sha256(bytes: Uint8Array): Uint8Array {
  state.set(start)
  const whole = bytes.length - (bytes.length % 64)
  for (let at = 0; at < whole; at += 64) block(bytes, at)
  const rest = bytes.length - whole
  const end = rest < 56 ? 64 : 128
  tail.fill(0)
  tail.set(bytes.subarray(whole))
  tail[rest] = 0x80
  const view = new DataView(tail.buffer)
  view.setUint32(end - 8, Math.floor(bytes.length / 2 ** 29))
  view.setUint32(end - 4, (bytes.length * 8) >>> 0)
  block(tail, 0)
  if (end === 128) block(tail, 64)
  const out = new Uint8Array(32)
  const outView = new DataView(out.buffer)
  for (let i = 0; i < 8; i += 1) outView.setInt32(i * 4, state[i] as number)
  return out
}
