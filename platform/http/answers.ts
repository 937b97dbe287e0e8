import type { Use } from '#kernel/command'
import { type Instant, msBetween } from '#kernel/time'

type Kept = { answer: Promise<unknown>; since: Instant }

const mostKept = 300
const longestInput = 400

/**
 * What queries answer visitors on pages that are shown for some seconds anyway: the same question within those seconds
 * has the same answer, in whatever language, zone or order of the list it is asked. Only for visitors, who all have the
 * same reach. A write in this process empties it, as it does the pages.
 */
export class AnswerCache {
  #kept = new Map<string, Kept>()

  clear() {
    this.#kept = new Map()
  }

  /** The visitor's use cases, with answers at most `seconds` old. Writes go the whole way. */
  within(use: Use, seconds: number): Use {
    const ask: Use['ask'] = (what, input) => {
      const name = `${what.name} ${JSON.stringify(input)}`
      if (name.length > longestInput) return use.ask(what, input)
      const found = this.#kept.get(name)
      // The name is the query's own, so what is kept under it is an answer of this very query.
      if (found && msBetween(found.since, use.now()) < seconds * 1000)
        return found.answer as ReturnType<typeof use.ask<typeof what.input, never>>
      const kept = this.#kept
      const answer = use.ask(what, input)
      if (kept.size >= mostKept) kept.clear()
      kept.set(name, { answer, since: use.now() })
      // A refusal is asked again: the next one may be the first to see what was just made.
      answer.catch(() => kept.delete(name))
      return answer
    }
    return { ...use, ask }
  }
}
