/** What an operator reads: answers on the standard output, complaints beside it. */
export const say = (text: string) => process.stdout.write(`${text}\n`)
export const complain = (text: string) => process.stderr.write(`haigui: ${text}\n`)
