import { Refusal } from '#kernel/errors'

/** 'done', or the code with which a use case said no: that of its first field where there is one. A bug is thrown on. */
export const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => {
      if (!(error instanceof Refusal)) throw error
      return error.fields[0]?.code ?? error.code
    },
  )

/** The same of a pure rule: 'done', or the code with which it said no. */
export function refused(work: () => unknown): string {
  try {
    work()
    return 'done'
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return error.fields[0]?.code ?? error.code
  }
}
