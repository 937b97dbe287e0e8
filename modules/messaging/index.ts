/** A letter as a record; what a sender gives; the states it goes through. */

/** Queues letters (system only). The same once-key twice makes one letter. */
export { queueLetters } from './commands.ts'
/** What goes of letters when a person is erased, and the last one. */
export { eraseLetters } from './erase.ts'
/** For the export of a person's own data. */
export { ownLetters } from './export.ts'
/** The letter with a sign-in code (secret: wiped when it has left, never shown to staff). */
export { codeLetter } from './letters/code.ts'
/** Goes with what stands above. */
export type { Draft, Mail, MailState } from './model.ts'
