/** The operator's door. */
export async function runCli(verb: string, _args: readonly string[]): Promise<void> {
  process.stderr.write(`haigui: there is no command ${verb}\n`)
  process.exit(64)
}
