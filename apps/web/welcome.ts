import type { House } from '../compose.ts'
import { demoAccounts } from '../demo.ts'

/** Tells whoever ran `npm start` where to go and how to sign in. */
export function welcome({ ground }: House, address: string): void {
  const lines = [`Haigui 海归 runs at ${address}`, '']
  if (ground.demo) {
    lines.push(
      `Sign in at ${address}/en/sign-in: choose a role there, or type an address and read the code at ${address}/en/mailbox`,
    )
    for (const { role, name, email } of demoAccounts)
      lines.push(`  ${role.padEnd(18)} ${email.padEnd(30)} ${name}`)
  }
  process.stdout.write(`\n${lines.map((line) => `  ${line}`).join('\n')}\n\n`)
}
