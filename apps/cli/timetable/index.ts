import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { FormatError, ShapeError, sentence } from '#solver/timetable'
import { all } from './all.ts'
import { best } from './best.ts'
import type { Asked, TimetableMode } from './mode.ts'

const modes: Readonly<Record<string, TimetableMode>> = { all, best }

/** What stands in the list of commands. */
export const timetableUsage =
  'timetable FILE [--mode all|best] [--bound] [--seconds 60] [--d 2] [--seed 1] [--threads 2] [--steps N]'

const options = {
  mode: { type: 'string', default: 'all' },
  seconds: { type: 'string' },
  steps: { type: 'string' },
  d: { type: 'string', default: '2' },
  seed: { type: 'string', default: '1' },
  threads: { type: 'string', default: '2' },
  bound: { type: 'boolean', default: false },
} as const

const complain = (text: string) => process.stderr.write(`haigui: ${text}\n`)

/** A number of the command line, or a complaint. */
function number(name: string, text: string, whole: boolean, least: number): number {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (!Number.isFinite(value) || value < least || (whole && !Number.isSafeInteger(value)))
    throw new FormatError(`--${name} has to be a ${whole ? 'whole ' : ''}number from ${least}, not "${text}"`)
  return value
}

function readArguments(args: readonly string[], signal: AbortSignal) {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
  const mode = modes[values.mode]
  if (!mode) throw new FormatError(`--mode has to be one of: ${Object.keys(modes).join(', ')}`)
  const [file] = positionals
  if (!file || positionals.length > 1)
    throw new FormatError('name one file of problems, one a line; - is the standard input')
  const asked: Asked = {
    seconds: values.seconds === undefined ? null : number('seconds', values.seconds, false, 0),
    steps: values.steps === undefined ? null : number('steps', values.steps, true, 0),
    seed: number('seed', values.seed, true, 0),
    threads: number('threads', values.threads, true, 1),
    fairness: number('d', values.d, true, 0),
    bound: values.bound,
    signal,
  }
  return { mode, file, asked }
}

const why = (error: unknown): string | null => {
  if (error instanceof ShapeError) return sentence(error, 'en')
  if (error instanceof FormatError) return error.message
  if (error instanceof SyntaxError) return `this is not JSON: ${error.message}`
  return null
}

/** Answers each line as it is solved. A line that is refused is named on the error output, and the others go on. */
export async function timetable(args: readonly string[]): Promise<number> {
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort())
  process.once('SIGTERM', () => stop.abort())
  let refused = 0
  try {
    const { mode, file, asked } = readArguments(args, stop.signal)
    const input = file === '-' ? process.stdin : createReadStream(file)
    let line = 0
    for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      line += 1
      if (text.trim() === '') continue
      if (stop.signal.aborted) break
      try {
        const result = await mode.read(JSON.parse(text.replace(/^\uFEFF/, '')), asked).run()
        process.stdout.write(`${JSON.stringify(result)}\n`)
      } catch (error) {
        const reason = why(error)
        if (reason === null) throw error
        refused += 1
        complain(`line ${line}: ${reason}`)
      }
    }
  } catch (error) {
    // What the arguments or the file's name got wrong; anything else is ours and looks like it.
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (error instanceof FormatError) complain(error.message)
    else if (code.startsWith('ERR_PARSE_ARGS') && error instanceof Error) complain(error.message)
    else if (['ENOENT', 'EACCES', 'EISDIR'].includes(code)) complain(`the file cannot be read (${code})`)
    else throw error
    complain(`usage: ${timetableUsage}`)
    return 64
  }
  return refused > 0 ? 65 : 0
}
