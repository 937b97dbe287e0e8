const whole = new WeakSet<Response>()

/** Whether an answer has every header of the house already. */
export const isWhole = (response: Response): boolean => whole.has(response)

/** Nothing is put on this answer any more. */
export function leaveAsItIs(response: Response): Response {
  whole.add(response)
  return response
}
