import { z } from 'zod'

const flag = z.enum(['true', 'false', '1', '0']).transform((value) => value === 'true' || value === '1')

/** An address of one of these schemes that passes; read by the same parser as those who use it. */
const address = (scheme: RegExp, fits: (url: URL) => boolean) =>
  z.string().refine((text) => {
    const url = URL.canParse(text) ? new URL(text) : null
    return url !== null && scheme.test(url.protocol) && fits(url)
  })

const website = address(/^https?:$/, ({ hostname }) => hostname !== '')

/** What the environment may say. The comments of .env.example are written from this list. */
const schema = z.object({
  HAIGUI_ORIGIN: address(
    /^https?:$/,
    (url) => url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '',
  )
    .transform((value) => new URL(value).origin)
    .optional(),
  HAIGUI_HOST: z
    .string()
    .regex(/^[\w.:-]+$/)
    .default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  DATABASE_URL: address(/^postgres(ql)?:$/, ({ pathname }) => pathname.length > 1).optional(),
  HAIGUI_DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(200).default(16),
  HAIGUI_FOLDER: z.string().min(1).default('var'),
  HAIGUI_SECRET: z
    .string()
    // Nobody draws the same few letters by chance.
    .refine((secret) => secret.length >= 32 && new Set(secret).size >= 8)
    .optional(),
  HAIGUI_DEMO: flag.optional(),
  HAIGUI_ADDRESS_HEADER: z
    .string()
    .regex(/^[A-Za-z0-9-]+$/)
    .optional(),
  HAIGUI_WORKER: flag.default(true),
  HAIGUI_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  HAIGUI_MAIL_URL: address(/^smtps?:$/, ({ hostname }) => hostname !== '').optional(),
  HAIGUI_MAIL_FROM: z
    .string()
    .regex(/^(?:[^<>@\r\n]* <)?[^\s<>@]+@[^\s<>@]+>?$/)
    .default('Haigui <no-reply@localhost>'),
  HAIGUI_WITNESSES: z
    .string()
    .transform((text) => text.trim().split(/\s+/))
    .refine((places) =>
      places.every((place) => URL.canParse(place) && /^(https?|file|mailto):$/.test(new URL(place).protocol)),
    )
    .default([]),
  HAIGUI_MEETING_HOSTS: z
    .string()
    .transform((text) => text.trim().toLowerCase().split(/\s+/))
    .refine((hosts) => hosts.every((host) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(host)))
    .default([]),
  HAIGUI_FILES_BUCKET: z.string().min(1).optional(),
  HAIGUI_FILES_ENDPOINT: website.optional(),
  HAIGUI_FILES_REGION: z.string().min(1).default('auto'),
  HAIGUI_FILES_KEY: z.string().min(1).optional(),
  HAIGUI_FILES_SECRET: z.string().min(1).optional(),
  HAIGUI_OIDC_ISSUER: website.optional(),
  HAIGUI_OIDC_CLIENT: z.string().min(1).optional(),
  HAIGUI_OIDC_SECRET: z.string().min(1).optional(),
})

const meaning: Readonly<Record<keyof z.infer<typeof schema>, string>> = {
  HAIGUI_ORIGIN: 'the public address without a path, such as https://summit.example.org',
  HAIGUI_HOST: 'the address to listen on, such as 127.0.0.1 or 0.0.0.0',
  PORT: 'a port number from 0 to 65535',
  DATABASE_URL: 'a PostgreSQL address, such as postgresql://user:password@host/haigui',
  HAIGUI_DATABASE_CONNECTIONS: 'a whole number from 2 to 200',
  HAIGUI_FOLDER: 'the folder for files and the embedded database',
  HAIGUI_SECRET: 'at least 32 characters that nobody else knows, such as the output of: openssl rand -hex 32',
  HAIGUI_DEMO: 'true or false',
  HAIGUI_ADDRESS_HEADER: 'the header in which your proxy gives the caller’s address, such as x-real-ip',
  HAIGUI_WORKER: 'true or false',
  HAIGUI_LOG_LEVEL: 'one of fatal, error, warn, info, debug, silent',
  HAIGUI_MAIL_URL: 'a mail server, such as smtps://user:password@mail.example.org:465',
  HAIGUI_MAIL_FROM: 'the sender, such as Haigui <summit@example.org>',
  HAIGUI_WITNESSES:
    'places that keep checkpoints of the ledger, such as https://witness.example.org/ file:///srv/witness mailto:witness@example.org',
  HAIGUI_MEETING_HOSTS: 'hosts of meeting services whose links roadshows may give, such as jitsi.example.org',
  HAIGUI_FILES_BUCKET: 'the name of an S3 bucket',
  HAIGUI_FILES_ENDPOINT: 'the address of the S3 service',
  HAIGUI_FILES_REGION: 'the region of the bucket',
  HAIGUI_FILES_KEY: 'the access key of the bucket',
  HAIGUI_FILES_SECRET: 'the secret key of the bucket',
  HAIGUI_OIDC_ISSUER: 'the address of the identity provider',
  HAIGUI_OIDC_CLIENT: 'the client id at the identity provider',
  HAIGUI_OIDC_SECRET: 'the client secret at the identity provider',
}

/** The name of every setting. */
export const settings: readonly string[] = Object.keys(meaning)

export type Config = z.infer<typeof schema> & { mode: 'start' | 'serve' }

/** One clear line per mistake; never the value itself, which may be a secret. */
export class ConfigError extends Error {
  readonly lines: readonly string[]
  constructor(lines: readonly string[]) {
    super(lines.join('\n'))
    this.name = 'ConfigError'
    this.lines = lines
  }
}

const together: readonly (readonly (keyof z.infer<typeof schema>)[])[] = [
  ['HAIGUI_FILES_BUCKET', 'HAIGUI_FILES_KEY', 'HAIGUI_FILES_SECRET'],
  ['HAIGUI_OIDC_ISSUER', 'HAIGUI_OIDC_CLIENT', 'HAIGUI_OIDC_SECRET'],
]

/**
 * Reads the configuration from the environment. `start` is the demo on one machine and needs nothing;
 * `serve` is production and insists on a database, a secret and an address of its own.
 * Throws ConfigError with one line per mistake, all of them at once.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>, mode: Config['mode']): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = schema.safeParse(given)
  const lines = parsed.success
    ? []
    : parsed.error.issues.map((issue) => {
        const name = String(issue.path[0]) as keyof typeof meaning // paths of this schema are its keys
        return `${name} must be ${meaning[name]}`
      })
  const unknown = Object.keys(given).filter(
    (name) => name.startsWith('HAIGUI_') && !(name in meaning) && name !== 'HAIGUI_ROOT',
  )
  for (const name of unknown) lines.push(`${name} is not a setting of this release; see .env.example`)
  if (mode === 'serve') {
    for (const name of ['DATABASE_URL', 'HAIGUI_SECRET', 'HAIGUI_ORIGIN'] as const)
      if (given[name] === undefined) lines.push(`${name} is missing: it must be ${meaning[name]}`)
  }
  for (const group of together) {
    const missing = group.filter((name) => given[name] === undefined)
    if (missing.length > 0 && missing.length < group.length)
      for (const name of missing)
        lines.push(
          `${name} is missing: it goes with ${group.filter((other) => other !== name).join(' and ')}`,
        )
  }
  if (given.HAIGUI_FILES_ENDPOINT !== undefined && given.HAIGUI_FILES_BUCKET === undefined)
    lines.push('HAIGUI_FILES_ENDPOINT goes with HAIGUI_FILES_BUCKET, which is missing')
  if (!parsed.success || lines.length > 0) throw new ConfigError(lines)
  return { ...parsed.data, mode }
}
