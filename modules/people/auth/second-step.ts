import type { BetterAuthPlugin } from 'better-auth'
import { createAuthMiddleware } from 'better-auth/api'
import { deleteSessionCookie } from 'better-auth/cookies'
import { generateRandomString } from 'better-auth/crypto'

const minutes = 10

/**
 * The library asks for the second step after a password only. Whoever turned it on wants it after a code by e-mail
 * too: otherwise a stolen mailbox is enough. The challenge is left just as the library's own second step leaves it
 * (better-auth 1.7.25, plugins/two-factor), so that its own check of codes and tries goes on from here.
 */
export const secondStepAfterCode: BetterAuthPlugin = {
  id: 'haigui-second-step-after-code',
  hooks: {
    after: [
      {
        matcher: ({ path }) => path === '/sign-in/email-otp',
        handler: createAuthMiddleware(async (ctx) => {
          const begun = ctx.context.newSession
          if (!begun || !('twoFactorEnabled' in begun.user) || begun.user.twoFactorEnabled !== true) return
          deleteSessionCookie(ctx, true)
          await ctx.context.internalAdapter.deleteSession(begun.session.token)
          ctx.context.setNewSession(null)

          const cookie = ctx.context.createAuthCookie('two_factor', { maxAge: minutes * 60 })
          const identifier = `2fa-${generateRandomString(20)}`
          const expiresAt = structuredClone(begun.session.createdAt)
          expiresAt.setMinutes(expiresAt.getMinutes() + minutes)
          const keep = ctx.context.internalAdapter.createVerificationValue
          await keep({ value: begun.user.id, identifier, expiresAt })
          await keep({ value: '0', identifier: `2fa-attempts-${identifier}`, expiresAt })
          await ctx.setSignedCookie(cookie.name, identifier, ctx.context.secret, cookie.attributes)
          return ctx.json({ twoFactorRedirect: true })
        }),
      },
    ],
  },
}
