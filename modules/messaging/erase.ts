import type { Words } from '#kernel/i18n'
import type { PersonEraser } from '#modules/people'
import { queuedFact } from './facts.ts'
import { erasedLetter } from './letters/erasure.ts'
import * as rules from './rules.ts'
import * as store from './store.ts'

/**
 * Letters to somebody keep their kind and when they left, and lose address, subject and body; what had not left is not
 * sent. In letters to others the name goes. Then the last letter is queued: the receipt.
 */
export const eraseLetters = ({ words }: { words: Words }): PersonEraser => ({
  name: 'messaging',
  erase: async (tx, leaving, at) => {
    await store.forget(tx, leaving)
    const last = leaving.again ? null : erasedLetter(words, leaving, leaving.locale)
    if (!last) return []
    const mail = rules.queued(last, at)
    await store.insert(tx, [mail])
    return [queuedFact(mail.id)]
  },
})
