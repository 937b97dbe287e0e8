import type { Addressed } from '#modules/events'

/** The sender as a calendar names it, from what the mail server is given: `Name <address>`, or the address alone. */
export function senderIn(from: string): Addressed {
  const [, name = '', email = from] = /^(.*?) ?<([^<>]+)>$/.exec(from) ?? []
  return { name: name || email, email }
}
