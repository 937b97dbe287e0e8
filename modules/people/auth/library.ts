import { passkey } from '@better-auth/passkey'
import { hash, verify } from '@node-rs/argon2'
import { betterAuth } from 'better-auth'
import { emailOTP, genericOAuth, twoFactor } from 'better-auth/plugins'
import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import { newId } from '#kernel/ids'
import {
  callerHeader,
  codeMinutes,
  codeTries,
  passwordLeast,
  passwordMost,
  prolongDays,
  sessionDays,
  staffProvider,
} from './agreed.ts'
import { datesFromInstants } from './dates.ts'
import { secondStepAfterCode } from './second-step.ts'
import {
  accountFields,
  passkeyFields,
  sessionFields,
  twoFactorFields,
  userFields,
  verificationFields,
} from './tables.ts'

export type StaffSignIn = { issuer: string; clientId: string; clientSecret: string }

export type LibraryOptions = {
  pool: pg.Pool
  origin: string
  secret: string
  /** Finds or makes the person of an address that has just been proven. */
  personOf(email: string): Promise<string>
  staff: StaffSignIn | null
}

const minute = 60
const day = 24 * 60 * minute

/**
 * The one place that knows the library's settings. It does codes, passwords, second steps, passkeys, sessions and the
 * provider's protocol, on our own tables; people, limits and pages are ours.
 */
export function openLibrary(options: LibraryOptions) {
  const { pool, origin, secret, staff } = options
  const database = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool }),
    plugins: [datesFromInstants],
  })
  return betterAuth({
    appName: 'Haigui',
    baseURL: origin,
    basePath: '/api/auth',
    secret,
    trustedOrigins: [origin],
    database: { db: database, type: 'postgres', transaction: true },
    logger: { disabled: true },
    telemetry: { enabled: false },
    // Ours are in PostgreSQL, so that they hold over all processes.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'haigui',
      useSecureCookies: origin.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      database: { generateId: () => newId() },
      ipAddress: { ipAddressHeaders: [callerHeader] },
    },
    user: { modelName: 'auth_user', fields: userFields },
    session: {
      modelName: 'auth_session',
      fields: sessionFields,
      expiresIn: sessionDays * day,
      updateAge: prolongDays * day,
      freshAge: day,
    },
    account: {
      modelName: 'auth_account',
      fields: accountFields,
      encryptOAuthTokens: true,
      accountLinking: { enabled: true },
    },
    verification: { modelName: 'auth_verification', fields: verificationFields },
    emailAndPassword: {
      enabled: true,
      // An account begins with a proven address; a password is added to it afterwards.
      disableSignUp: true,
      minPasswordLength: passwordLeast,
      maxPasswordLength: passwordMost,
      revokeSessionsOnPasswordReset: true,
      password: {
        hash: (password) => hash(password),
        verify: ({ hash: kept, password }) => verify(kept, password),
      },
    },
    databaseHooks: {
      user: {
        create: {
          before: async (user) => {
            const email = user.email.toLowerCase()
            return { data: { ...user, email, id: await options.personOf(email) } }
          },
        },
      },
    },
    plugins: [
      emailOTP({
        otpLength: 6,
        expiresIn: codeMinutes * minute,
        allowedAttempts: codeTries,
        storeOTP: 'hashed',
        // Codes are made by the server alone and delivered by `requestCode`, which knows the reader's language.
        sendVerificationOTP: async () => {},
      }),
      twoFactor({
        issuer: 'Haigui',
        schema: {
          user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
          twoFactor: { modelName: 'auth_two_factor', fields: twoFactorFields },
        },
      }),
      secondStepAfterCode,
      passkey({
        rpName: 'Haigui',
        rpID: new URL(origin).hostname,
        origin,
        schema: { passkey: { modelName: 'auth_passkey', fields: passkeyFields } },
      }),
      ...(staff
        ? [
            genericOAuth({
              config: [
                {
                  providerId: staffProvider,
                  discoveryUrl: `${staff.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
                  clientId: staff.clientId,
                  clientSecret: staff.clientSecret,
                  scopes: ['openid', 'email', 'profile'],
                  pkce: true,
                  mapProfileToUser: provenAddress,
                },
              ],
            }),
          ]
        : []),
    ],
  })
}

/**
 * Roles hang on addresses, so an address that the provider only took down from somebody opens nothing: neither the
 * account that has it nor a new one. Without an address the library sends the reader back to the sign-in page.
 */
const provenAddress = (profile: Readonly<Record<string, unknown>>): { email?: null } =>
  profile.emailVerified === true || profile.email_verified === true ? {} : { email: null }

export type Library = ReturnType<typeof openLibrary>
