import type { House } from '../compose.ts'

/** Tells whoever ran `npm start` where to go and how to sign in. */
export async function welcome(_house: House, address: string): Promise<void> {
  process.stdout.write(`\n  Haigui 海归 runs at ${address}\n\n`)
}
