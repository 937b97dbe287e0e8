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
function number(name: string, text: string, whole: boolean, least: number, most = Number.MAX_VALUE): number {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  const range = most === Number.MAX_VALUE ? `from ${least}` : `from ${least} to ${most}`
  if (!Number.isFinite(value) || value < least || value > most || (whole && !Number.isSafeInteger(value)))
    throw new FormatError(`--${name} has to be a ${whole ? 'whole ' : ''}number ${range}, not "${text}"`)
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
    threads: number('threads', values.threads, true, 1, 64),
    fairness: number('d', values.d, true, 0),
    bound: values.bound,
    signal,
    note: complain,
  }
  return { mode, file, asked }
}

const why = (error: unknown): string | null => {
  if (error instanceof ShapeError) return sentence(error, 'en')
  if (error instanceof FormatError) return error.message
  if (error instanceof SyntaxError) return `this is not JSON: ${error.message}`
  return null
}

/** A second request to stop, this long after the first, ends at once: a terminal and what started us send it twice. */
const again = 1000

let readerGone: ((error: Error) => void) | null = null

/** Stops by Ctrl-C, and when whoever reads the answers has gone. */
function stopping() {
  const stop = new AbortController()
  let first = 0
  const hear = () => {
    const at = performance.now()
    if (stop.signal.aborted && at - first > again) process.exit(130)
    if (!stop.signal.aborted) first = at
    stop.abort()
  }
  process.on('SIGINT', hear)
  process.on('SIGTERM', hear)
  // Heard for as long as the process lives: that the reader has gone is told after the last answer was written, too.
  if (readerGone) process.stdout.off('error', readerGone)
  readerGone = (error) => {
    if (!('code' in error) || error.code !== 'EPIPE') throw error
    stop.abort()
  }
  process.stdout.on('error', readerGone)
  const end = () => {
    process.off('SIGINT', hear)
    process.off('SIGTERM', hear)
  }
  return { signal: stop.signal, end }
}

/** Answers each line as it is solved. A line that is refused is named on the error output, and the others go on. */
export async function timetable(args: readonly string[]): Promise<number> {
  const { signal, end } = stopping()
  try {
    const { mode, file, asked } = readArguments(args, signal)
    const input = file === '-' ? process.stdin : createReadStream(file)
    let [line, refused] = [0, 0]
    const unknown = new Set<string>()
    for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY, signal })) {
      line += 1
      if (text.trim() === '') continue
      if (signal.aborted) break
      const note = (what: string) => complain(`line ${line}: ${what}`)
      try {
        const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
        const result = await mode.read(value, { ...asked, note }).run()
        process.stdout.write(`${JSON.stringify(result)}\n`)
        for (const name of mode.unknown(value)) {
          if (!unknown.has(name)) note(`"${name}" is no field of this format and was not read (said once)`)
          unknown.add(name)
        }
      } catch (error) {
        const reason = why(error)
        if (reason === null) throw error
        refused += 1
        note(reason)
      }
    }
    if (signal.aborted) return 130
    return refused > 0 ? 65 : 0
  } catch (error) {
    // What the arguments or the file's name got wrong; anything else is ours and looks like it.
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (error instanceof FormatError) complain(error.message)
    else if (code.startsWith('ERR_PARSE_ARGS') && error instanceof Error) complain(error.message)
    else if (['ENOENT', 'EACCES', 'EISDIR'].includes(code)) complain(`the file cannot be read (${code})`)
    else throw error
    complain(`usage: ${timetableUsage}`)
    return 64
  } finally {
    end()
  }
}
