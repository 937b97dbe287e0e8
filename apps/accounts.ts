import { system } from '#kernel/access'
import { newId } from '#kernel/ids'
import { codeLetter, queueLetters } from '#modules/messaging'
import { createAuth } from '../modules/people/auth/index.ts'
import type { Frame } from './frame.ts'

/** Accounts with their way out into the world: the code leaves as a letter of messaging. */
export function accountsOf({ config, database, origin, keys, clock, cases, words }: Frame) {
  const {
    HAIGUI_OIDC_ISSUER: issuer,
    HAIGUI_OIDC_CLIENT: clientId,
    HAIGUI_OIDC_SECRET: clientSecret,
  } = config
  return createAuth({
    pool: database.pool,
    database,
    origin,
    secret: keys.derive('sign-in'),
    clock,
    sendCode: async (email, code, locale) => {
      const use = cases.as({ actor: system('people.send_code'), door: 'job', requestId: 'sign-in' })
      await use.run(queueLetters, [codeLetter(words, { email, code, locale, onceKey: `code ${newId()}` })])
    },
    ...(issuer && clientId && clientSecret ? { oidc: { issuer, clientId, clientSecret } } : {}),
    ...(config.HAIGUI_ADDRESS_HEADER === undefined ? {} : { addressHeader: config.HAIGUI_ADDRESS_HEADER }),
  })
}
